"""The parser gives what spaCy's own pipeline gives, only sooner."""

import numpy
import pytest
import spacy

from helpers.annotation.parser import (
    MODEL,
    RememberedRules,
    RememberedVectors,
    load_model,
    tree_of,
)

TEXTS = [
    "The minister said on Monday that taxes would rise, but did not say when.",
    "I ain't gonna say nothin'. You gotta go; let's see, c'mon, y'all! Gon na, got ta.",
    "'Nuff said: ol' Lee's doin' it. There's one.  Two spaces, and\ta tab.",
    "Don’t ask them what that which he’d had was. It’s theirs; whose is this?",
    "gets got GOT Gets 's 'd 'll n't nt a an the that",
    " ",
    "\n",
    "",
]


@pytest.fixture(scope="module")
def stock():
    return spacy.load(MODEL)


def said_of(doc):
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_)
        for t in doc
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_a_parse_is_that_of_spacy(text, stock):
    assert said_of(load_model()(text)) == said_of(stock(text))


@pytest.mark.parametrize("text", TEXTS)
def test_each_word_meets_the_same_rules(text, stock):
    doc = stock(text)
    ruler = stock.get_pipe("attribute_ruler")
    rules = RememberedRules(ruler)
    assert rules(doc) == ruler.match(doc)
    assert rules(doc) == ruler.match(doc), "what is remembered differs"


@pytest.mark.parametrize("word", [{"LEMMA": "be"}, {"LOWER": {"NOT_IN": ["be"]}}])
def test_a_rule_that_looks_elsewhere_is_refused(word):
    ruler = spacy.blank("en").add_pipe("attribute_ruler")
    ruler.add([[word]], {"POS": "AUX"})
    with pytest.raises(ValueError, match="can't be remembered"):
        RememberedRules(ruler)


def vectors_of(stock, remembered, *texts):
    embed = stock.get_pipe("tok2vec").model.layers[0]
    return remembered(embed, [stock.make_doc(text) for text in texts], False)[0]


def test_a_vector_is_that_of_spacy_whatever_was_read_before(stock, monkeypatch):
    docs = [stock.make_doc(text) for text in TEXTS]
    computed = stock.get_pipe("tok2vec").model.layers[0].predict(docs)
    remembered = RememberedVectors()
    alone = [vectors_of(stock, remembered, text)[0] for text in TEXTS]
    together = vectors_of(stock, RememberedVectors(), *reversed(TEXTS))[::-1]
    monkeypatch.setattr(RememberedVectors, "_MOST", 3)
    anew = [vectors_of(stock, remembered, text)[0] for text in TEXTS]
    for found in zip(computed, alone, together, anew, strict=True):
        assert numpy.allclose(*found[:2], atol=1e-5)
        assert numpy.array_equal(found[1], found[2])
        assert numpy.array_equal(found[1], found[3])


def test_columns_are_what_the_tokens_say():
    doc = load_model()("“It rains,” Kim Lee of the BBC said. Nobody  answered.")
    tree = tree_of(doc)
    assert tree.words == [t.text for t in doc]
    assert list(tree.offsets) == [t.idx for t in doc]
    assert tree.spaces == [bool(t.whitespace_) for t in doc]
    assert tree.lemmas == [t.lemma_ for t in doc]
    assert tree.parts == [t.pos_ for t in doc]
    assert tree.tags == [t.tag_ for t in doc]
    assert tree.deps == [t.dep_ for t in doc]
    assert list(tree.heads) == [t.head.i for t in doc]
    assert tree.entities == [t.ent_type_ for t in doc]
    assert tree.sentences == [s.start for s in doc.sents]
    assert tree.names == [(e.start, e.end, e.label_) for e in doc.ents]


def test_a_product_leaves_the_number_of_threads_as_it_was():
    from threadpoolctl import ThreadpoolController

    libraries = ThreadpoolController().select(user_api="blas")
    with libraries.limit(limits=2):
        before = [library["num_threads"] for library in libraries.info()]
        load_model()("It rains.")
        assert [library["num_threads"] for library in libraries.info()] == before
