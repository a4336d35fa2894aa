"""The text: King James Version of the Bible, split by book, and the byte-level BPE over it.

Source: Debian packages `bible-kjv` (the reader) and `bible-kjv-text` (the compressed text).
The translation is of 1611; its copyright has expired (`/usr/share/doc/bible-kjv-text/copyright`).
"""

import hashlib
import re
import subprocess
from dataclasses import dataclass

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

# SHA-256 of `bible -f Gen1:1-Rev22:21`, package version 4.38. Another edition would train
# another model, so a different text is refused rather than trained on.
TEXT_SHA256 = "cd45f0c9cedab8e4439bd6486c8952c77cc8b0ecc5d1f6ae3513f2039f47229d"
VERSES = 31_102

BOS, EOS = "<|begin|>", "<|end|>"
BOS_ID, EOS_ID = 0, 1

# Never trained on, and no tokenizer merges taken from them. Choices between recipes are made on
# Ruth; Jonah is for reporting and is `assets/tiny-eval.txt`.
VALIDATION_BOOK = "Ruth"
EVALUATION_BOOK = "Jonah"

VERSE = re.compile(r"^([1-3]?[A-Za-z]+)(\d+):(\d+) (.+)$")


@dataclass
class Book:
    """One book as the model sees it: a verse a line, a blank line between chapters."""

    name: str
    text: str


def read_books() -> list[Book]:
    """Every book in order, verse references removed.

    Raises FileNotFoundError without the `bible` command, ValueError when the text is not the
    one this script was written for.
    """
    dump = subprocess.run(
        ["bible", "-f", "Gen1:1-Rev22:21"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    ).stdout
    digest = hashlib.sha256(dump).hexdigest()
    if digest != TEXT_SHA256:
        raise ValueError(f"`bible` printed a text of SHA-256 {digest}, expected {TEXT_SHA256}")

    chapters: dict[str, dict[int, list[str]]] = {}
    verses = 0
    for line in dump.decode("ascii").splitlines():
        match = VERSE.match(line)
        if match is None:
            raise ValueError(f"not a verse: {line!r}")
        book, chapter, _, text = match.groups()
        chapters.setdefault(book, {}).setdefault(int(chapter), []).append(text.strip())
        verses += 1
    if verses != VERSES:
        raise ValueError(f"{verses} verses, expected {VERSES}")
    return [
        Book(name, "\n\n".join("\n".join(lines) for lines in by_chapter.values()))
        for name, by_chapter in chapters.items()
    ]


def split(books: list[Book]) -> tuple[list[Book], Book, Book]:
    """(training books, validation book, evaluation book)."""
    by_name = {book.name: book for book in books}
    held_out = {VALIDATION_BOOK, EVALUATION_BOOK}
    training = [book for book in books if book.name not in held_out]
    return training, by_name[VALIDATION_BOOK], by_name[EVALUATION_BOOK]


def train_tokenizer(texts: list[str], vocabulary: int) -> Tokenizer:
    """GPT-2's byte-level BPE: its pre-tokenizer, all 256 bytes, no unknown token."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=[BOS, EOS],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    if tokenizer.get_vocab_size() != vocabulary:
        raise ValueError(f"{tokenizer.get_vocab_size()} tokens, asked for {vocabulary}")
    return tokenizer
