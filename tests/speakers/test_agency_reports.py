"""Speakers of agency reports: each case is a short text and who speaks in it, in order.

The cases are the habits of news agencies that a reader follows without noticing. The first tables
are what must never be joined; the others what must be.
"""

from __future__ import annotations

from functools import cache

import pytest

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import find_attributions
from helpers.speakers import Actor, find_actors


@cache
def read(text: str) -> tuple[tuple[Actor, ...], tuple[str, ...]]:
    annotation = annotate(article_from_text(text, any_language=True))
    actors, attributed = find_actors(annotation, find_attributions(annotation))
    outer = sorted((a for a in attributed if a.nested_in is None), key=lambda a: a.content[0][0])
    return tuple(actors), tuple(a.speaker for a in outer)


APART = {
    "supporters": (
        "Ana Ruiz lost. Ruiz said it was over. Supporters of Ruiz said it was not. "
        "Her supporters said the count was false.",
        ["Ana Ruiz", "Supporters of Ruiz", "Her supporters"],
    ),
    "spokesman": (
        "Prime Minister Lev Adler said talks would go on. A spokesman for Adler said the trip was "
        "short. Adler's spokesman said no date was set.",
        ["Lev Adler", "spokesman for Adler", "Adler's spokesman"],
    ),
    "office": (
        "President Ana Ruiz said taxes would fall. Ruiz's office said in a statement that she "
        "would travel.",
        ["Ana Ruiz", "Ruiz's office"],
    ),
    "two people of one surname, by title": (
        "President Thomas Nkosa won. Opposition leader Emmanuel Nkosa said the vote was false. "
        "President Nkosa said it was fair.",
        ["Emmanuel Nkosa", "Thomas Nkosa"],
    ),
    "two people of one surname, by gender": (
        "Rahim Chowdhury, a fire officer, said the doors were locked. Labour Minister Nasreen "
        "Chowdhury said the owner was held. Ms Chowdhury said he would be tried. Mr Chowdhury said "
        "the search went on.",
        ["Rahim Chowdhury", "Nasreen Chowdhury", "Nasreen Chowdhury", "Rahim Chowdhury"],
    ),
    "two chiefs": (
        "A police chief says crime is down.\n\nFire Chief Nora Holt says fires are up.",
        ["police chief", "Nora Holt"],
    ),
    "one of several": (
        "A senator said the vote was late. Sen. Tom Pardo said it was not. Sen. Dana Weiss said "
        "it was dead.",
        ["senator", "Tom Pardo", "Dana Weiss"],
    ),
    "another witness": (
        "A witness said the car sped up. The witness said people screamed. Another witness, Lee "
        "Moss, said it was loud.",
        ["witness", "witness", "Lee Moss"],
    ),
    "a husband without a first name": (
        "Mr. Adler spoke in Ohio. Mary Adler said hope was needed. Mr. Adler said votes mattered. "
        "Mrs. Adler said she was proud.",
        ["Mary Adler", "Adler", "Mary Adler"],
    ),
    "a report that somebody slammed": (
        "Oxfam slammed a report on wages. The report said the poor had gained.",
        ["Oxfam", "report"],
    ),
    "police of two towns": (
        "Harwick police said a man was shot. Oldport police said they had a suspect.",
        ["Harwick police", "Oldport police"],
    ),
    "surname first and surname last": (
        "Governor Hyun-woo Park said prices rose. Park said wages did. Finance Minister Park "
        "Min-seo said both fell.",
        ["Hyun-woo Park", "Hyun-woo Park", "Park Min-seo"],
    ),
    "ministries of two countries": (
        "Russia's Defense Ministry said its jets hit depots. Ukraine's Defense Ministry said no "
        "depots were hit. The Russian Defense Ministry said the jets returned.",
        [
            "Russia's Defense Ministry",
            "Ukraine's Defense Ministry",
            "Russia's Defense Ministry",
        ],
    ),
    "ministries of two countries, in small letters": (
        "Israel's foreign ministry said the trip was off. Iran's foreign ministry said it was "
        "glad. The Israeli foreign ministry said talks would resume.",
        ["Israel's foreign ministry", "Iran's foreign ministry", "Israel's foreign ministry"],
    ),
    "unnamed people who know of different things": (
        "People briefed on the talks said they had failed. People familiar with the plan said it "
        "was old.",
        ["People briefed on the talks", "People familiar with the plan"],
    ),
    "one of them, and all": (
        "U.S. officials said the raid was a success. One of the officials said the target fled.",
        ["U.S. officials", "One of the officials"],
    ),
    "a union is no agency": (
        "Lev Adler leads the police. Adler's union said pay was low. The U.N. migration agency "
        "said 15,000 had fled.",
        ["Adler's union", "U.N. migration agency"],
    ),
    "a lawyer and an attorney general": (
        "Attorney General Ken Paxton said he would appeal. A lawyer for the women said they were "
        "glad. The lawyer said they cried.",
        ["Ken Paxton", "lawyer for the women", "lawyer for the women"],
    ),
    "an agency of the United Nations": (
        "The United Nations said funds were low. The World Food Programme said it would halve "
        "rations.",
        ["United Nations", "World Food Programme"],
    ),
}

ONE = {
    "a ministry, its statement and it": (
        "The Defence Ministry said in a statement that two soldiers were killed. The ministry said "
        "a drone was lost. It said the search went on.",
        ["Defence Ministry"] * 3,
    ),
    "initials after the name in full": (
        "The International Committee of the Red Cross (ICRC) said it would send aid. The Red Cross "
        "said roads were closed. The ICRC said a truck was lost.",
        ["International Committee of the Red Cross"] * 3,
    ),
    "a body by the noun of its name": (
        "The Levant Observatory for Rights, which is based in Coventry, said five children died. "
        "The Observatory said planes were seen.",
        ["Levant Observatory for Rights"] * 2,
    ),
    "a group named after a noun": (
        "The rights group Justice Without Delay said it was the fifth raid. The group said police "
        "came late.",
        ["Justice Without Delay"] * 2,
    ),
    "brigades": (
        "The Brigades of the Dawn, a militia allied with the government, said the depot held oil. "
        "The group said it would answer.",
        ["Brigades of the Dawn"] * 2,
    ),
    "a union with a possessive": (
        "The Sudanese Doctors' Union said 14 hospitals were bombed. The union said its staff were "
        "threatened.",
        ["Sudanese Doctors' Union"] * 2,
    ),
    "a capital for its government": (
        "Turkey said it would not bow. Ankara said talks were off.",
        ["Turkey"] * 2,
    ),
    "a cleric by title": (
        "Iran's supreme leader, Ayatollah Ali Khamenei, said talks were useless. Khamenei said the "
        "enemy lied. The ayatollah said he would wait.",
        ["Ali Khamenei"] * 3,
    ),
    "a general by rank": (
        "Lt. Gen. Abdel-Fattah Burhan said the army would hand over power. Gen. Burhan said talks "
        "were on. Burhan said he was calm.",
        ["Abdel-Fattah Burhan"] * 3,
    ),
    "a surname with particles": (
        "European Commission President Ursula von der Leyen said doses would come. Von der Leyen "
        "said there was a plan.",
        ["Ursula von der Leyen"] * 2,
    ),
    "a second half in small letters": (
        "President Moon Jae-in said he was sorry. Moon said it would not happen again.",
        ["Moon Jae-in"] * 2,
    ),
    "the head of a body is its chief": (
        "The head of the IAEA, Rafael Grossi, said Iran was cooperating. The IAEA chief said "
        "cameras were back.",
        ["Rafael Grossi"] * 2,
    ),
    "her deputy is a man": (
        "Mayor Ana Ruiz said the bridge was old. Her deputy, Bo Weber, said buses were free. “It "
        "is our thanks,” he said.",
        ["Ana Ruiz", "Bo Weber", "Bo Weber"],
    ),
    "by phone": (
        "“We hid,” a third resident, Ahmed, said by phone. Ahmed said his son was missing.",
        ["Ahmed"] * 2,
    ),
    "a clause with a relative pronoun before the verb": (
        "Mr. Slinker, whose latest start-up, Paradata, uses big data to help brands find "
        "suppliers, said the price was a mistake.",
        ["Slinker"],
    ),
    "a rank spelled out and short": (
        "Superintendent Ola Reed said the road was shut. Two cars burned. Supt Reed said nobody "
        "was hurt.",
        ["Ola Reed", "Ola Reed"],
    ),
    "initials of a rank": (
        "Detective Chief Inspector Ann Pell, of Kent Police, said a man was held. DCI Pell said "
        "the knife was found. The force said he was local.",
        ["Ann Pell", "Ann Pell", "Kent Police"],
    ),
    "a councillor": (
        "Councillor Bev Stott said the park was neglected. Cllr Stott said money was short.",
        ["Bev Stott", "Bev Stott"],
    ),
    "a role before its name": (
        "A fire chief says the blaze is out.\n\nHarwick Fire Chief Nora Holt told reporters that "
        "a wall fell.",
        ["Nora Holt", "Nora Holt"],
    ),
    "a role whose words vary": (
        "A coastal transit chief says a man was hurt.\n\nInterim CART Police Chief Omar Diaz "
        "said the man was 30.",
        ["Omar Diaz", "Omar Diaz"],
    ),
    "a lawyer who is named later": (
        "A lawyer for the family said they were shocked.\n\nThe lawyer, Sam Toft, said they would "
        "sue.",
        ["Sam Toft", "Sam Toft"],
    ),
    "letters in brackets of another language": (
        "The Workers' Party (PT) said the vote was fair. PT said it would win.",
        ["Workers' Party", "Workers' Party"],
    ),
    "an office called by its holder": (
        "The Bell County Sheriff's Office said two people died. The sheriff's office said it was "
        "a crash.",
        ["Bell County Sheriff's Office", "Bell County Sheriff's Office"],
    ),
    "a prosecutor's office": (
        "The U.S. Attorney's Office for the Northern District of Ohio said in a statement that a "
        "man was charged. The U.S. attorney's office said he sold drugs. The prosecutor's office "
        "said he faces 10 years.",
        ["U.S. Attorney's Office for the Northern District of Ohio"] * 3,
    ),
    "a report and its publisher": (
        "A report by Oxfam says the rich are richer. The report found that wages fell. Oxfam said "
        "taxes must rise.",
        ["Oxfam"] * 3,
    ),
    "a study and its university": (
        "A new study from the University of Harwick found that bees sleep. The study said they "
        "dream.",
        ["University of Harwick"] * 2,
    ),
    "a paper and its website": (
        "The Harwick Post reported on Monday that the mayor had lied. The newspaper said he took "
        "money. Its website said he had left.",
        ["Harwick Post"] * 3,
    ),
    "the paper itself": ("This newspaper believes that the mayor should go.", ["newspaper"]),
    "police": (
        "The Harwick Police Department said a man was shot. Harwick police said they had a "
        "suspect. Police said he ran.",
        ["Harwick Police Department"] * 3,
    ),
    "the feds": (
        "Federal prosecutors said the fund was a fraud. The feds said it took millions.",
        ["Federal prosecutors"] * 2,
    ),
    "a statement of one's own words": (
        "Prime Minister Lev Adler was glad. “It is a great day,” he told settlers, according to a "
        "statement.",
        ["Lev Adler"],
    ),
    "a party before a noun": (
        "Gov. Tom Larsen, a Republican, said the law was good. The GOP governor said it worked.",
        ["Tom Larsen"] * 2,
    ),
    "a former office": (
        "Hillary Adler spoke in Ohio. Adler said jobs came first. The former secretary of state "
        "said she had a plan.",
        ["Hillary Adler"] * 2,
    ),
    "a short form with an article": (
        "The Federal Reserve said rates would rise. The Fed said jobs were strong.",
        ["Federal Reserve"] * 2,
    ),
    "the first initials": (
        "The Centers for Disease Control and Prevention said flu was up. The CDC said shots help.",
        ["Centers for Disease Control and Prevention"] * 2,
    ),
    "a role with its owner": (
        "Tim Oake, chief executive of Acme, said sales rose. Acme's boss said phones helped.",
        ["Tim Oake"] * 2,
    ),
    "an article is its publisher's": (
        "Forbes shot back in an article stating that New York was the capital, with 79.",
        ["Forbes"],
    ),
}


@pytest.mark.parametrize("case", APART)
def test_actors_are_not_joined_without_reason(case: str) -> None:
    text, speakers = APART[case]
    assert list(read(text)[1]) == speakers


# Since the fit of November 2026 the text itself is the source, which is right more often.
ISSUER = pytest.mark.xfail(reason="an article speaks, not its publisher", strict=True)
CASES = [pytest.param(c, marks=ISSUER if "publisher's" in c else ()) for c in ONE]


@pytest.mark.parametrize("case", CASES)
def test_mentions_of_one_actor_are_joined(case: str) -> None:
    text, speakers = ONE[case]
    assert list(read(text)[1]) == speakers
