"""English: what is said of a case that contradicts itself, or of which a part counts for nothing."""

WORDS = {
    "side.contribution": "the contribution",
    "side.rival": "what rivals it",
}

FINDINGS: dict[str, tuple[str, str]] = {
    "too-many-items": (
        "{key} holds {count} items, and fivec reads {limit}",
        "Make several files of it, or say in fewer items what they have in common.",
    ),
    "weightless-others": (
        'none of the others on "{id}" has weight: there is no compromise, and no luck by positions',
        "Weight is power times salience. Give one of them both, or leave the others out.",
    ),
    "alike-ids": (
        '"{id}" differs from "{other}" at line {line} in capitals or a dash only: both count',
        "Leave one out if they are the same, or name them further apart.",
    ),
    "group-twice": (
        "the group at line {line} stands here again, on the same: it counts twice",
        "Keep one attribution for each group, or say in what the groups differ.",
    ),
    "share-among-hundreds": (
        '"{key}" is {value} here and up to {most} elsewhere; between 0 and 1: {count} in all',
        "Where a share was meant, write it from 0 to 100.",
    ),
    "low-levels": (
        "the highest level of the rubric has the value {value}, and scores run to 100",
        "Give the levels of the rubric values from 0 to 100; ranks, such as 1 to 5, are none.",
    ),
    "shared-by-tests": (
        'the evidence "{id}" counts in the test "{test}" already: it moves the probability twice',
        "Give both tests one cluster, of which the strongest counts, or name other evidence.",
    ),
    "shared-by-issues": (
        "these issues rest on the same evidence ({evidence}), and each weighs by itself: {ids}",
        "Where one passage speaks of one wish, make them parts of one issue (part_of): its weight is then shared.",
    ),
    "shared-by-sides": (
        'the evidence "{id}" speaks for insiders and for outsiders: it cannot show that they agree',
        "Look for what outsiders say by themselves; if there is no more, say so in a note.",
    ),
    "weightless-groups": (
        "every attribution by {by} has weight 0: that side says nothing",
        "Give a group a weight above 0, or leave these attributions out.",
    ),
    "weightless-parts": (
        'nothing that "{id}" is made of has a weight above 0: it has no score',
        "Give one of them a weight above 0 in the rubric.",
    ),
    "adjudicated-left-out": (
        "the adjudicated coding leaves out what other coders rated, and that has no evidence now: {ids}",
        "Take over the ratings that stand; or write them null, with a reason.",
    ),
    "parts-untouched": (
        'the rating of "{indicator}" has evidence, and no row names one of its parts (there are {count})',
        "Say in bears_on which parts a row is about: {{direction: …, parts: […]}}.",
    ),
    "silent-but-told": (
        'the issue "{id}" is silent, and "{other}" is given',
        "Code the issue, or say that only the other side of it is silent.",
    ),
    "not-blocked": (
        'on "{id}" the alignment is blocked, and the actor got all that it wanted',
        "Blocked is who wanted change and met an objector. Look at the alignment, or at what was attained.",
    ),
    "actor-among-others": (
        '"{actor}" is the actor of this case, and stands among the others',
        "Its own position is the issue's; take it out of others, or it makes its own luck.",
    ),
    "settled-priors": (
        "the priors leave {side} no chance: no test can change that",
        "A prior of 0 or 1 is a conclusion. Give each side some of the 1.",
    ),
    "idle-test": (
        'the test "{id}" is as likely under every hypothesis: it says nothing',
        "Reconsider the likelihoods, or leave the test out.",
    ),
    "period-order": (
        "the period runs from {low} back to {high}",
        "Write the earlier date first.",
    ),
}
