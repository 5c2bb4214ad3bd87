"""The search page stays light: few requests, few bytes, nothing that jumps while it loads."""

import gzip

LARGEST_KILOBYTES = 120
MOST_REQUESTS = 12


def test_search_page_weighs_little_and_asks_for_few_files(page, watched):
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto("/programs/", wait_until="networkidle")
    code = [answer for answer in answers if answer.request.resource_type in ("document", "stylesheet", "script")]
    weights = {answer.url: len(gzip.compress(answer.body())) for answer in code}
    assert sum(weights.values()) <= LARGEST_KILOBYTES * 1024, weights
    asked = [request.url for request in watched[0].requests if not request.url.startswith("data:")]
    assert len(asked) <= MOST_REQUESTS, asked


def test_search_page_does_not_jump_while_it_loads(page):
    page.goto("/programs/", wait_until="networkidle")
    shift = page.evaluate(
        """() => new Promise(resolve => {
            let total = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => total += entry.value))
                .observe({type: 'layout-shift', buffered: true});
            requestAnimationFrame(() => setTimeout(() => resolve(total)));
        })"""
    )
    assert shift == 0
