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


def derived(told, quarters):
    """What a reader of all pages and files works out by interval arithmetic, up to a fixpoint.

    `told` gives for each count its mark and, if it is shown, its number. The sums are written
    down here from what the page says, by no code of the product. Returns the small counts of
    which one value is left, with it.
    """
    low, high, sums = {}, {}, []
    for count, (mark, n) in told.items():
        low[count], high[count] = {"shown": (n, n), "small": (1, 4)}.get(mark, (0, 10**6))
    for (measure, part, place), (_, _) in told.items():
        if part == "denominator" and (measure, "numerator", place) in told:
            sums.append(
                ((measure, part, place), [(measure, "numerator", place), ("rest", measure, place)])
            )
    for key in list(told):
        measure, part, place = key
        same = [k for k in told if k[0] == measure and k[1] == part]
        if place.team == -1 and not place.dimension:
            by_team = [k for k in same if k[2].period == place.period and k[2].team != -1]
            if by_team:
                sums.append((key, by_team))
            for dimension in {k[2].dimension for k in same if k[2].dimension}:
                groups = [
                    k for k in same if k[2].period == place.period and k[2].dimension == dimension
                ]
                if groups:
                    sums.append((key, groups))
        if "Q" not in place.period and not place.dimension:
            inside = [
                k
                for k in same
                if k[2].team == place.team and k[2].period.startswith(place.period[:4] + "-Q")
            ]
            sums.append((key, inside))
        if measure == "plan_agreed" and part == "denominator":
            sums.append((("plan_made", "numerator", place), [key]))
        if measure == "plan_made" and part == "denominator":
            sums.append((("families_met", "numerator", place), [key]))
        if measure in ("met_in_time", "days_to_meet", "network_size") and part == "denominator":
            sums.append((("families_met", "numerator", place), [key, (measure, "unknown", place)]))
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
