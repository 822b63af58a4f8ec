"""A question as concepts: each of its words with everything in the index that means the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.territory import Territory
from operations.runbooks.search.compounds import halves, pieces_of, split
from operations.runbooks.search.fillers import fillers, measures
from operations.runbooks.search.vocabulary import Stem, near_misses, stems_of, synonyms_in
from operations.runbooks.search.wording import words_in

# How much less a hit says than the word itself, in the language that was asked in.
OTHER_LANGUAGE = 0.9
SYNONYM = 0.88
# Of the same stem, but a form of it that nobody here uses: "Drucker" is not "drucken", and "France" is no "franc".
OTHER_FORM = 0.85
PARTS_OF_KNOWN = 0.7
# How much a word counts among the others: one that nobody here uses may be what it is all about; a part of a compound
# is half a word and a bit, how much or how long says little.
UNHEARD = 1.3
PART = 0.7
MEASURE = 0.35


@dataclass(frozen=True, slots=True)
class Alternative:
    """Stems of one language that, all together, mean what was asked; `weight` (0..1) says how nearly."""

    language: str
    lexemes: tuple[str, ...]
    weight: float


@dataclass(slots=True)
class Concept:
    """A word of the question, or a part of one; `share`: how much it counts. Without alternatives: unheard of here."""

    word: str
    share: float = 1.0
    alternatives: dict[tuple[str, tuple[str, ...]], Alternative] = field(default_factory=dict)

    def add(self, language: str, lexemes: Iterable[str], weight: float) -> None:
        """Take stems for an alternative; of the same ones the nearest counts."""
        key = (language, tuple(sorted(lexemes)))
        if key not in self.alternatives or self.alternatives[key].weight < weight:
            self.alternatives[key] = Alternative(*key, weight)

    def has(self, language: str, lexemes: Sequence[str]) -> bool:
        """Whether it is one of these stems itself."""
        return any((language, (lexeme,)) in self.alternatives for lexeme in lexemes)


def concepts_of(question: str, language: str) -> list[Concept]:
    """What a question in `language` is about, in the order of its words; empty where it says nothing."""
    words = list(dict.fromkeys(words_in(question)))
    # Known compound words are taken apart too: a text may have their parts only.
    pieces = {piece for word in words for piece in pieces_of(word)}
    stems = stems_of(words, pieces)
    parts = {
        piece
        for piece in pieces.intersection(stems)
        if any(stem.spelled for stem in stems[piece]) and _tells(piece, stems[piece], "de")
    }
    named = {code.lower() for code in Territory.values if code in question.split()} if not question.isupper() else set()
    telling = [word for word in words if word in named or _tells(word, stems[word], language)]
    unknown = [word for word in telling if not _known(stems[word]) and not word.isdecimal()]
    torn = {word: split(word, parts) for word in telling}
    rests = {word: list(halves(word, parts)) for word in unknown if not torn.get(word)}
    misses = near_misses({*rests, *(rest for found in rests.values() for _, rest, _ in found)})
    concepts: list[Concept] = []
    for word in telling:
        if word not in unknown:
            concept = _concept(word, stems[word], language)
            if torn.get(word):
                lexemes = [_german(stems[part]) for part in torn[word]]
                if all(lexemes):
                    concept.add("de", lexemes, PARTS_OF_KNOWN)
            concepts.append(concept)
        elif torn.get(word):
            concepts += [_concept(part, stems[part], language, share=PART) for part in torn[word]]
        elif word in misses:
            concepts.append(_concept(word, misses[word], language, weight=_sureness(word)))
        else:
            concepts += _half_known(word, rests[word], stems, misses, language)
    _add_synonyms(concepts, [stem for word in words for stem in stems[word]], words)
    return concepts


def _tells(word: str, stems: Sequence[Stem], language: str) -> bool:
    """Whether a word says what the question is about."""
    if len(word) < 2 and not word.isdecimal():
        return False
    return word not in fillers() and all(stem.lexeme or stem.language != language for stem in stems)


def _sureness(mistyped: str) -> float:
    """How surely the nearest word is the one that was meant: a slip in a long word leaves more of it."""
    return 1 - 1.2 / len(mistyped)


def _known(stems: Sequence[Stem]) -> bool:
    return any(stem.known for stem in stems)


def _german(stems: Sequence[Stem]) -> str:
    return next((stem.lexeme for stem in stems if stem.language == "de" and stem.known), "")


def _concept(word: str, stems: Sequence[Stem], language: str, *, weight: float = 1.0, share: float = 1.0) -> Concept:
    concept = Concept(word, MEASURE if word.isdecimal() or word in measures() else share)
    for stem in stems:
        if stem.known:
            nearly = (1.0 if stem.language == language else OTHER_LANGUAGE) * (1.0 if stem.spelled else OTHER_FORM)
            concept.add(stem.language, [stem.lexeme], weight * nearly)
    return concept


def _half_known(
    word: str,
    rests: Sequence[tuple[str, str, bool]],
    stems: dict[str, list[Stem]],
    misses: dict[str, list[Stem]],
    language: str,
) -> list[Concept]:
    """A word of which one part is known: the other may be mistyped, or else it stays unknown."""
    for known, rest, first in rests:
        if rest in misses:
            both = [
                _concept(known, stems[known], language, share=PART),
                _concept(rest, misses[rest], language, weight=_sureness(rest), share=PART),
            ]
            return both if first else both[::-1]
    for known, rest, _ in rests:
        return [_concept(known, stems[known], language, share=PART), Concept(rest, PART * UNHEARD)]
    return [Concept(word, UNHEARD)]


def _add_synonyms(concepts: Sequence[Concept], stems: Sequence[Stem], words: Sequence[str]) -> None:
    """Give each concept what means the same as its word, or as the phrase that it is part of."""
    asked: dict[str, set[str]] = {"de": set(), "en": set()}
    for stem in stems:
        if stem.lexeme:
            asked[stem.language].add(stem.lexeme)
    for concept in concepts:
        for alternative in concept.alternatives.values():
            asked[alternative.language].update(alternative.lexemes)
    spoken = f" {' '.join(words)} "
    for form, same in synonyms_in(asked):
        if not same.is_whole or not (form.is_whole or f" {' '.join(form.written)} " in spoken):
            continue
        for concept in concepts:
            if concept.has(form.language, form.lexemes):
                concept.add(same.language, same.lexemes, SYNONYM)
