"""A reader who tries everything: knows what is printed and how it adds up, shares no code.

Counts every solution by brute force, with interval propagation to keep that short.
"""


def domains(values, marks, top):
    found = {}
    for key, mark in marks.items():
        if mark == "shown":
            found[key] = {values[key]}
        elif mark == "small":
            found[key] = {1, 2, 3, 4}
        elif mark == "unprinted" or 1 <= values[key] <= 4:
            found[key] = set(range(top + 1))
        else:
            found[key] = {0, *range(5, top + 1)}
    return found


def propagate(domain, equations):
    """Narrow to bounds that can hold; False where none can."""
    changed = True
    while changed:
        changed = False
        for whole, parts in equations:
            low = {key: min(domain[key]) for key in (whole, *parts)}
            high = {key: max(domain[key]) for key in (whole, *parts)}
            lows, highs = sum(low[p] for p in parts), sum(high[p] for p in parts)
            limits = {whole: (lows, highs)}
            for part in parts:
                limits[part] = (
                    low[whole] - (highs - high[part]),
                    high[whole] - (lows - low[part]),
                )
            for key, (bottom, up) in limits.items():
                kept = {n for n in domain[key] if bottom <= n <= up}
                if not kept:
                    return False
                if kept != domain[key]:
                    domain[key], changed = kept, True
                    break
    return True


def solvable(domain, equations):
    domain = dict(domain)
    if not propagate(domain, equations):
        return False
    open_keys = [key for key, left in domain.items() if len(left) > 1]
    if not open_keys:
        return all(min(domain[w]) == sum(min(domain[p]) for p in parts) for w, parts in equations)
    key = min(open_keys, key=lambda one: (len(domain[one]), str(one)))
    return any(solvable({**domain, key: {n}}, equations) for n in sorted(domain[key]))


def recovered(values, equations, marks, top):
    """The counts kept back of which only one value is possible. A 0 is a count of nobody."""
    start = domains(values, marks, top)
    found = []
    for key, mark in marks.items():
        if mark == "shown" or values[key] == 0 or (mark == "unprinted" and values[key] >= 5):
            continue
        others = start[key] - {values[key]}
        if not solvable({**start, key: others}, equations) if others else True:
            found.append(key)
    return found


def sums_of(told):
    """How the numbers of pages and files add up, written down from what the pages say."""
    sums = []
    places = {}
    for count in told:
        places.setdefault(count[:2], []).append(count)
    for key, (_, _) in told.items():
        measure, part, place = key
        same = places[measure, part]
        if part == "denominator" and (measure, "numerator", place) in told:
            sums.append((key, [(measure, "numerator", place), ("rest", measure, place)]))
        if place.team == -1 and not place.dimension:
            now = [k for k in same if k[2].period == place.period]
            sums.append((key, [k for k in now if k[2].team != -1]))
            for dimension in {k[2].dimension for k in now if k[2].dimension}:
                sums.append((key, [k for k in now if k[2].dimension == dimension]))
        if "Q" not in place.period and not place.dimension:
            quarters = [
                k
                for k in same
                if k[2].team == place.team and k[2].period.startswith(place.period[:4] + "-Q")
            ]
            sums.append((key, quarters))
        if part != "denominator":
            continue
        if measure == "plan_agreed":
            sums.append((("plan_made", "numerator", place), [key]))
        if measure == "acceptance":
            base = [key, (measure, "unknown", place)]
            sums.append((("offer_rate", "numerator", place), base))
        if measure in ("plan_made", "met_in_time", "days_to_meet", "network_size"):
            base = [key, (measure, "unknown", place)]
            sums.append((("families_met", "numerator", place), base))
        if measure in ("fathers", "offending", "employment", "review_rate"):
            base = [key, (measure, "unknown", place), ("others", measure, place)]
            sums.append((("families_met", "numerator", place), base))
        if measure == "advocate_offered":
            sums.append((("child_voice", part, place), [key]))
    return [(whole, parts) for whole, parts in sums if parts and whole in told]


def unproved(true, told, proofs, same):
    """The small counts told that no other whole story explains.

    `true` are the numbers themselves; each proof changes some. A story must agree with what is
    told, in whole numbers of 0 or more, and with every sum of the reader's own list.
    """
    sums = sums_of(told)
    safe = set()
    for proof in proofs:
        story = {count: n + proof.get(same[count], 0) for count, n in true.items()}
        assert all(n >= 0 for n in story.values())
        for count, (mark, n) in told.items():
            assert mark != "shown" or story[count] == n
            assert mark != "small" or 1 <= story[count] <= 4
            assert mark != "hidden" or 1 <= true[count] <= 4 or story[count] not in (1, 2, 3, 4)
        for whole, parts in sums:
            # What is told of nowhere is what is left over, and cannot be less than nobody.
            left = story[whole] - sum(story[p] for p in parts if p in story)
            assert left >= 0 if any(p not in story for p in parts) else left == 0, (whole, parts)
        safe |= {count for count, n in true.items() if story[count] != n}
    return [
        count
        for count, (mark, _) in told.items()
        if mark != "shown" and true[count] and count not in safe
    ]


def derived(told):
    """What a reader of all pages and files works out by interval arithmetic, up to a fixpoint.

    `told` gives for each count its mark and, if it is shown, its number. The sums are written
    down here from what the page says, by no code of the product. Returns the small counts of
    which one value is left, with it.
    """
    low, high, sums = {}, {}, sums_of(told)
    for count, (mark, n) in told.items():
        low[count], high[count] = {"shown": (n, n), "small": (1, 4)}.get(mark, (0, 10**6))
    for whole, parts in sums:
        for one in (whole, *parts):
            low.setdefault(one, 0)
            high.setdefault(one, 10**6)
    changed = True
    while changed:
        changed = False
        for whole, parts in sums:
            lows, highs = sum(low[p] for p in parts), sum(high[p] for p in parts)
            limits = [(whole, lows, highs)]
            limits += [
                (p, low[whole] - (highs - high[p]), high[whole] - (lows - low[p])) for p in parts
            ]
            for one, bottom, top in limits:
                if bottom > low[one] or top < high[one]:
                    low[one], high[one] = max(low[one], bottom), min(high[one], top)
                    changed = True
            assert all(low[one] <= high[one] for one in (whole, *parts)), (whole, parts)
    return {
        one: low[one]
        for one in low
        if low[one] == high[one]
        and ((one in told and told[one][0] != "shown") or (one not in told and 0 < low[one] < 5))
        and low[one]
    }
