"""What everybody meets first, in a real browser and with the stylesheet as it is built."""


def test_the_sign_in_page_is_dressed_and_quiet(page, live_server):
    said, answers = [], {}
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("response", lambda answer: answers.update({answer.url: answer.status}))

    page.goto(f"{live_server.url}/account/login/")

    assert answers.pop(f"{live_server.url}/account/login/") == 200
    assert f"{live_server.url}/static/dist/app.css" in answers
    assert {url: status for url, status in answers.items() if status != 200} == {}
    # White on green; an undressed button is black on grey.
    button = page.get_by_role("button", name="Sign in", exact=True)
    assert button.evaluate("it => getComputedStyle(it).color") == "rgb(255, 255, 255)"
    assert said == []
