import pytest

from restorative.brand import check_brand_colour, contrast_with_white


@pytest.mark.django_db
def test_the_councils_colour_is_a_stylesheet_of_its_own(client, settings):
    settings.BRAND_COLOUR = "#00703c"
    response = client.get("/brand.css")

    assert response.status_code == 200
    assert response["Content-Type"] == "text/css"
    assert response.content.decode() == ":root{--govuk-brand-colour:#00703c}\n"


@pytest.mark.parametrize(
    ("colour", "wrong"),
    [
        ("#1d70b8", []),
        ("#00703C", []),
        ("green", ["restorative.E010"]),
        ("#0f0", ["restorative.E010"]),
        ("#1d70b8}body{display:none", ["restorative.E010"]),
        ("#ffdd00", ["restorative.E011"]),
    ],
)
def test_a_colour_that_is_none_or_cannot_be_read_on_stops_the_start(settings, colour, wrong):
    settings.BRAND_COLOUR = colour

    assert [found.id for found in check_brand_colour()] == wrong


def test_contrast_is_that_of_the_guidelines():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)
