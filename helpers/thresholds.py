"""Thresholds: every limit that changes a result, in the order of the flow, with unit and reason.

Where a comment gives no reason, the value is our choice. After a change of what the fitted choices
use, fit their weights anew. Not here: limits of time, memory, files and of what a figure or a
sentence shows; the measures of a page's layout (``helpers.article.pdf``, ``pdf_pages``); the
recipe of training; and the threshold of the tone model, which training writes into
``data/models/target_tone/settings.json``.
"""

# Statistics --------------------------------------------------------------------------------------
# Units without which there is no interval, only counts. Our convention: an interval of fewer is so
# wide, or depends so much on the assumed distribution, that readers would take too much from it.
MIN_UNITS = 5
QUANTILE = 0.975  # of 95% intervals, the coverage of every interval here
MAX_DRAWN = 5_000  # articles; beyond, bootstrap and normal interval agree

# Article -----------------------------------------------------------------------------------------
MIN_WORDS_FOR_LANGUAGE = 20  # fewer words than this do not show a language reliably
# Of a text's words, those that only English has. The median of 840 English articles is .165: more
# than half of a text above this is English.
MIN_SHARE_OF_ENGLISH = 0.09
MIN_ENGLISH_PROBABILITY = 0.5  # of the detected language, 0 to 1; a less likely one is ignored
MIN_WORDS_OF_A_PAGE = 20  # a web page with fewer, and no sentence, shows a menu or an error
# Where trafilatura's precision finds less of what its balance finds, or our filters leave less of
# that, they have missed the article.
MIN_SHARE_OF_A_PAGE = 0.33
MAX_SHARE_OF_A_BOX = 0.2  # of the main text's words: a box that holds more is not beside it
MIN_WORDS_REPEATED = 6  # of a pull quote or a paragraph that is there twice
MAX_WORDS_OF_AN_ERROR = 100  # of a page whose heading says that nothing is found
MIN_HEADED_TURNS = 3  # turns below the name of who speaks before a text is read as a transcript
MIN_SHARE_OF_TURNS = 0.2  # of its lines: those with names or times; a turn has few paragraphs
MIN_WORDS_FOR_QUOTES = 40  # of a text; a shorter one without quotation marks needs no warning
MAX_TITLE_WORDS = 30  # of a headline
MAX_RELATED_TITLES = 10  # paragraphs below "Related stories" that are titles
LAST_BYLINE_PARAGRAPH = 3  # counted from 0: the author is named right below the headline
MAX_SUBHEADING_WORDS = 10  # of a line that is a subheading by its looks alone
MAX_MARKED_WORDS = 30  # of a subheading that the form marks: more are a paragraph in large print
MIN_WORDS_BELOW = 8  # of the paragraph that follows a subheading
MAX_LISTED_WORDS = 30  # of the titles of other articles, which print may run together
MAX_CAPTION_WORDS = 60  # of a caption or notice; cookie texts are the longest

# Annotation --------------------------------------------------------------------------------------
MIN_TURNS = 2  # paragraphs with a label before an article is read as a transcript

# Attribution: rules ------------------------------------------------------------------------------
# Share of its occurrences (0 to 1) in which a word in a construction reports
MIN_CUE_RATE = 0.45  # a candidate right less often than this costs more precision than it finds
MIN_NOUN_RATE = 0.6  # the rates of nouns rest on few cases and promise more than they keep
UNCOUNTED_RATE = 0.7  # our estimate for a construction that annotated news has too seldom
MIN_QUOTED_WORDS = 5  # a shorter quotation that nobody is said to utter is a title or scare quote
# Tokens
MAX_TOKENS_TO_QUOTATION = 14  # between a quotation and the verb that it may belong to
MAX_NAME_AFTER_QUOTATION = 9  # of a name or role between a closing mark and its cue
MAX_NAME_WITH_ROLE = 30  # of a name, what it is, and a cue behind a quotation
MAX_LINES_BEFORE_A_DATELINE = 6  # headline, byline and blank lines before "NEW DELHI: "
MIN_QUESTIONS = 3  # paragraphs that ask, before an article without labels is an interview
MAX_CHARACTERS_OF_A_QUESTION = 300
MAX_NAME_OF_A_LABEL = 12  # of a name or role that introduces or signs a quotation
MAX_TOKENS_TO_CLAUSE = 20  # from the verb to its clause: where and when something was said
MAX_WORDS_OF_A_TOPIC = 2  # words: "confirmed the strike" names a topic and gives nobody's words
MAX_STEPS_UP = 8  # from a verb to its heads, in search of its subject

# Attribution: fitted choices ---------------------------------------------------------------------
MAX_TOKENS_BEFORE_CUE = 90  # within which its source is sought
MAX_TOKENS_AFTER_CUE = 40  # the same after it
MAX_EARLIER_ENDS = 14  # of the content that are weighed, nearest the beginning first
MAX_LATER_ENDS = 5  # the same for a later end
MAX_TOKENS_TO_END = 80  # beyond the end of the content, within which the sentence must end
MIN_CONFIDENCE = 0.45  # 0 to 1; an attribution less likely right costs more precision than it finds
PARSED_AGAIN_BELOW = 0.9  # confidence; a paragraph with an attribution below it is parsed twice

# Speakers ----------------------------------------------------------------------------------------
MAX_NAME_WORDS = 12  # of a name
MAX_CHARACTERS_OF_A_BYLINE = 40  # a paragraph that ends in a name; two names and "and" fit
MAX_SECOND_HALF = 6  # letters of the second half of a given name ("Ji-won")
MAX_ROLE_WORDS = 10  # of a role before a name
MAX_WORDS_OF_A_BODY = 4  # after "of" in "minister of foreign affairs"
MAX_APPOSITION_WORDS = 14  # of a role after a name, between commas
MAX_APPOSED = 8  # tokens of an apposition up to its noun
MAX_MISSPELT = 3  # occurrences; a surname written so as often is a surname of its own
MENTIONS_IN_VIEW = 40  # the latest mentions among which an antecedent is sought
# Paragraphs back to an antecedent
MAX_PARAGRAPHS_OF_PRONOUN = 6  # of "he" and "she"
MAX_PARAGRAPHS_OF_GROUP = 3  # of "they"
MAX_PARAGRAPHS_OF_BODY = 4  # of a description without a name ("the company")
MAX_PARAGRAPHS_OF_DOCUMENT = 3  # of "the statement", which speaks for its author
PARAGRAPHS_OF_A_LEAD = 2  # headline and first sentence, which may give an office without its holder
MAX_PARAGRAPHS_TO_NAME = 2  # from a role alone to the name ("a fire chief says ...")
MAX_SENTENCES_OF_SURE_PRONOUN = 2  # after a name, for "she" to tell a gender
# Salience of the best antecedent (sum of points), below which nobody is meant
MIN_SCORE_OF_BODY = -3.5  # by "it"
MIN_SCORE_OF_GROUP = -1.5  # by "they"
MAX_WORDS_BEFORE = 10  # of a description before its noun
MAX_WORDS_AFTER = 8  # of a description after its noun
# Votes (sum of weights) beyond the parser's label and an article that make a body of a name that
# never speaks: one word of a place in the sentence
MIN_SUPPORT_OF_A_BODY = 1.0
MIN_SUPPORT_OF_A_FIRM = 4.0  # "a company called Sunfield Ag", for "Sunfield" to be it
# Confidence (0 to 1) in the kind of an actor that no votes decide; those of names come from votes
CONFIDENCE_OF_LISTED_NOUN = 0.95  # a noun that a lexicon lists, such as "council"
CONFIDENCE_WITHOUT_WORDS = 0.6  # nothing but where it is in the sentence
SURE_KIND = 0.75  # an actor whose kind is less sure is "possibly" of it

# Measures ----------------------------------------------------------------------------------------
# Distance from 0 (-1 to 1) from which a text counts as positive or negative. VADER: its authors'
# convention; the others have none, so with them only a text in exact balance, or without a word of
# the lexicon, is neutral.
VALENCE_THRESHOLDS = {"VADER": 0.05, "AFINN": 0.0, "TextBlob": 0.0}
# Probability that readers mark a word as loaded. F1 by cross-validation on the training part is as
# high as at .15, and recall is higher.
MIN_LIKELIHOOD = 0.14
STRONG_VALENCE = 0.5  # of a word, by a lexicon (0 to 1); the weights of loaded words use it
MAX_WORDS_OF_A_FRAGMENT = 3  # of a quotation that is part of somebody else's sentence
MAX_CHARACTERS_TO_BEARER = 60  # from a label to the name that bears it
# Content words of a voice, and of the others, in a comparison. House rule: among fifty a word that
# is said twice is 4% of them; among fewer, chance outweighs what a voice may be known for.
MIN_CONTENT_WORDS = 50
MIN_TIMES = 2  # one occurrence of a pair of words may be chance
# Probability that a label loses without a word; below, the word is not said to have moved it
MIN_IMPORTANCE = 0.05

# Findings ----------------------------------------------------------------------------------------
# Share of simulated articles in which the first source stays first. Below one half, a sentence that
# names the first is more likely wrong than right.
MIN_LEAD = 0.5
MIN_MENTIONS = 2  # of an actor who is not quoted: what is mentioned once is often no actor at all
MIN_SURE_OF_ONE = 0.94  # of an actor who is mentioned once: the parser's word alone gives 0.92
MIN_SURE = 0.7  # confidence in an actor's kind (0.5 to 1) below which no sentence names the actor
# Matches, and different words among them, below which a frame or label is told as its words
MIN_EVIDENCE = 5
MIN_DIFFERENT = 3

# Coding ------------------------------------------------------------------------------------------
SAME_UNIT = 0.5  # of the characters of both: a unit that has shifted shares more than this

# Corpus ------------------------------------------------------------------------------------------
MIN_LETTERS = 2  # of a word that is compared between outlets
MIN_SHARED_WORDS = 5  # in a row; fewer in quotations of two articles are a turn of phrase
NEARLY_ALL = 0.9  # share of one person among those named by a surname and office, to be joined

# Evaluation and training -------------------------------------------------------------------------
MIN_OVERLAP = 0.5  # intersection over union of two contents (0 to 1) that are one attribution
MIN_SEEN = 25  # candidates with a feature; of fewer, its weight would be one of a few articles
KEPT_A_ROUND = 0.7  # share of the features that each round of the selection keeps
SAME_EDGES = 0.1  # overlap: edges that are this near the best are as good
MIN_RIGHT = 0.85  # share of labels that are right at or above the tone model's threshold
