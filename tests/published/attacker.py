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
        elif 1 <= values[key] <= 4:
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
        return all(
            min(domain[w]) == sum(min(domain[p]) for p in parts) for w, parts in equations
        )
    key = min(open_keys, key=lambda one: (len(domain[one]), str(one)))
    return any(solvable({**domain, key: {n}}, equations) for n in sorted(domain[key]))


def recovered(values, equations, marks, top):
    """The counts kept back of which only one value is possible."""
    start = domains(values, marks, top)
    found = []
    for key, mark in marks.items():
        if mark == "shown":
            continue
        others = start[key] - {values[key]}
        if not solvable({**start, key: others}, equations) if others else True:
            found.append(key)
    return found
