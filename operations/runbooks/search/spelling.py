"""How far apart two words are typed."""


def distance(one: str, other: str, most: int = 2) -> int:
    """Letters left out, added, mistaken, or swapped with their neighbour; `most` + 1 where there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, above, row = row, before, [i]
        for j, against in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def slips_allowed(word: str) -> int:
    """How many slips still leave a word recognisable: none in short ones, where every slip is another word."""
    if len(word) < 5:
        return 0 if len(word) < 4 else 1
    return 1 if len(word) < 9 else 2
