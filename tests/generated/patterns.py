# SPDX-License-Identifier: MIT
"""Rules of fields that ask for regular expressions, with texts that are matched and texts that are not."""
import json
import random

# What all languages with regular expressions mean alike.
COMMON = {
    "^[A-Z]+$": ["ABC", "ABc", "", "A\n", "Ä"],
    "[0-9]{3}": ["a123b", "12", "1a23", "9999"],
    "^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$": ["a.b@example.org", "a@b", "@example.org", "a b@example.org"],
    "^(?:[0-9]{1,3}\\.){3}[0-9]{1,3}$": ["127.0.0.1", "1.2.3", "1.2.3.4.5", "1.2.3.4567"],
    "^(a|b)*c$": ["c", "ababc", "abac ", "abd", "ac" * 50],
    "^(?:a*)*$": ["", "aaaa", "aab"],
    "^.$": ["a", "é", "日", "😀", "ab", "", "\n"],
    "^[^a-z]{2}$": ["AB", "éß", "a1", "\n\n"],
    "^\\d+\\s\\w+$": ["12 ab_9", "12ab", "1\tü", "1\tu"],
    "\\bcat\\b": ["a cat.", "cats", "concat", "cat", "_cat_"],
    "^[[:alpha:]][[:alnum:]]*$": ["a1", "1a", "Zz", "é"],
    "^a{2,3}b?$": ["aa", "aaab", "a", "aaaa", "aab"],
    "^$|^x": ["", "x", "ax"],
    "(?i)^ab[c-e]$": ["ABC", "aBe", "abf", "abcd"],
    "\\B": ["", "a", "ab", " "],
    "\\.$": ["a.", "a", ".a"],
    "^[]\\-^]+$": ["]", "-^", "a"],
    "日本|語": ["日本", "語", "日", "日語"],
}

# What only some of them have, or mean otherwise.
SPECIAL = {
    "\\A\\x{e9}\\z": ["é", "ée", "e"],
    "(?m)^b$": ["a\nb\nc", "b", "ab", "a\nb"],
    "(?s)^a.b$": ["a\nb", "ab", "a日b"],
    "(?i)^straße$": ["STRAẞE", "Straße", "STRASSE"],
    "(?i)^[k-m]+$": ["KLM", "\u212a", "n"],
    "^\\pL+$": ["Äé日", "a1", ""],
    "^\\p{Greek}+\\PN$": ["αβγ", "αβγ1", "α"],
    "^(a(?i)b|c)d$": ["aBd", "Cd", "CD", "abd"],
    "^(?i:a)b$": ["Ab", "AB"],
    "^(?P<year>\\d{4})-(?:\\d\\d){2}?$": ["2026-0102", "2026-01"],
    "^\\Q.+*\\E$": [".+*", "aaa"],
    "\\B": ["", "a", "ab", "é", "a b"],
    "^[^\\D5]+$": ["1234", "5", "a"],
    "^[\\x{370}-\\x{3ff}😀-😂]*$": ["αω😁", "a", "😅", ""],
    "^\\101\\x41\\t\\a$": ["AA\t\u0007", "AA\t"],
    "(?U)^a+$": ["aaa", "b"],
}

ATOMS = ["a", "b", "é", "日", ".", "[ab]", "[^a]", "[a-cé-ü]", "\\w", "\\S", "\\d", "[[:punct:]]", "^", "$", "\\b", "\\B", "x", "_",
         "\\W", "(?i:k)", "(?s:.)"]
REPEATS = ["", "", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}?", "{2,}"]
PIECES = ["a", "b", "c", "x", "k", "K", "é", "ü", "日", "😀", "_", "1", " ", "\n", ".", "-"]


def random_pattern(rng, depth=2):
    parts = []
    for _ in range(rng.randrange(1, 5)):
        if depth > 0 and rng.random() < 0.3:
            parts.append(rng.choice(["(", "(?:"]) + random_pattern(rng, depth - 1) + ")" + rng.choice(REPEATS))
        else:
            parts.append(rng.choice(ATOMS) + rng.choice(REPEATS))
        if rng.random() < 0.15:
            parts.append("|")
    return "".join(parts)


def random_patterns(rng, count):
    return {random_pattern(rng): ["".join(rng.choice(PIECES) for _ in range(rng.randrange(8))) for _ in range(12)]
            for _ in range(count)}


def add(cases, kind, patterns):
    types = ["type T%d { @field(1) @validate(%s) s: string?; }" % (number, json.dumps("match " + pattern, ensure_ascii=False))
             for number, pattern in enumerate(patterns)]
    schema = "package p; " + " ".join(types)
    for number, (pattern, texts) in enumerate(patterns.items()):
        for text in texts:
            cases.add(kind, "`%s` in %s" % (pattern, json.dumps(text)),
                      {"format": "cramberry", "schema": schema, "type": "T%d" % number, "op": "encode",
                       "value": {"s": text}})


def add_patterns(cases, rounds, seed):
    add(cases, "patterns", COMMON)
    add(cases, "RE2", SPECIAL)
    add(cases, "RE2", random_patterns(random.Random("patterns %d" % seed), 2 * rounds))
