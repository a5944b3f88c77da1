from conferences.dashboards.sections import keys_of_page
from conferences.measures import MEASURES, Measure

# What a service can choose to show: the way of families and its parts always stand.
CHOOSABLE: dict[str, Measure] = {key: MEASURES[key] for key in keys_of_page()}
