"""The page in a real browser: opened, clicked, searched, by mouse and by keyboard."""

from __future__ import annotations

import made_recordings as make
import pytest
from web_pages import settle

from thence.tracing.recording import Recording
from thence.tracing.reports import page as report
from thence.tracing.reports.owning import OwnersByPlace

HOSTILE = [
    "<script>document.title='broken'</script>",
    "</script><script>document.title='broken'</script>",
    "<img src=x onerror=\"document.title='broken'\">",
    "\"'`quotes'\"",
    "two\nlines",
    "\u202etxt.exe",
    "\u200f\u05e9\u05dc\u05d5\u05dd",
    "🐍.emoji",
    "<!--",
    "${title}",
    "&amp;&lt;",
    "constructor",
]


def text_of(recording):
    return report.text(recording, OwnersByPlace(recording))


@pytest.fixture
def page(open_page):
    """The page of the sample."""
    return open_page(text_of(make.sample()))


def rows(page):
    settle(page)
    return page.locator(".row[data-index] .name").all_inner_texts()


def story(page):
    return page.locator("#story h2").inner_text()


def colour_at(page, selector, name):
    return page.eval_on_selector(selector, f"e => getComputedStyle(e)['{name}']")


def brightness(colour):
    return sum(map(int, colour.removeprefix("rgb(").rstrip(")").split(",")))


class TestWaterfall:
    def test_it_shows_each_import_in_the_order_of_time(self, page):
        assert rows(page)[:4] == ["app", "shop", "shop.cart", "shop"]

    def test_threads_and_processes_are_kept_apart(self, page):
        lanes = page.locator(".row.lane").all_inner_texts()

        assert [lane.strip() for lane in lanes] == [
            "process 100, MainThread",
            "process 100, worker-2",
            "process 101, MainThread",
        ]

    def test_bars_are_as_long_as_the_times(self, page):
        inner = page.locator("#import-2 .mark").bounding_box()
        outer = page.locator("#import-1 .mark").bounding_box()

        # shop.cart took 301 us of the 401 us of shop.
        assert inner["width"] / outer["width"] == pytest.approx(301 / 401, abs=0.02)
        assert inner["x"] > outer["x"]

    def test_a_module_closes_and_opens(self, page):
        page.locator("#import-1 .toggle").click()
        closed = rows(page)
        page.locator("#import-1 .toggle").click()

        assert "shop.cart" not in closed
        assert "shop.cart" in rows(page)

    def test_zooming_shows_a_part_of_the_time(self, page):
        def width():
            settle(page)
            return page.locator("#import-2 .mark").bounding_box()["width"]

        before = width()
        page.locator("#import-2").dblclick()
        zoomed = width()
        page.keyboard.press("0")

        assert zoomed > 3 * before
        assert width() == pytest.approx(before)


class TestStory:
    def test_a_click_tells_the_whole_story(self, page):
        page.locator("#import-4").click()

        told = page.locator("#story").inner_text()
        assert story(page) == "speedups"
        assert "ModuleNotFoundError: No module named 'speedups'" in told
        assert "swallowed by the except at" in told

    def test_it_tells_the_path_of_requests(self, page):
        page.locator("#import-2").click()

        assert page.locator("#path p").all_inner_texts() == ["→ app", "→ shop", "→ shop.cart"]

    def test_the_path_leads_back(self, page):
        page.locator("#import-2").click()
        page.locator("#path button", has_text="app").click()

        assert story(page) == "app"


class TestSearch:
    def test_hits_are_counted_and_visited_in_turn(self, page):
        page.keyboard.press("/")
        page.keyboard.type("shop")
        counted = page.locator("#hits").inner_text()
        visited = []
        for _ in range(4):
            page.keyboard.press("Enter")
            visited.append(story(page))

        assert counted == "4"
        assert visited == ["shop", "shop.cart", "shop", "shop"]
        assert page.locator("#hits").inner_text() == "4 of 4"

    def test_nothing_that_fits_is_said(self, page):
        page.locator("#search").fill("no such module")

        assert page.locator("#hits").inner_text() == "none"

    def test_hits_are_marked_in_the_graph_too(self, page):
        page.locator("#search").fill("json")
        page.locator("#tab-graph").click()
        settle(page)

        assert page.locator(".node.hit title").all_text_contents() == ["json"]


class TestIcicle:
    def test_a_click_selects_and_a_double_click_zooms(self, page):
        page.keyboard.press("2")
        settle(page)
        canvas = page.locator("#canvas")
        wide = canvas.bounding_box()["width"]
        canvas.click(position={"x": 10, "y": 10})
        selected = story(page)
        settle(page)
        canvas.dblclick(position={"x": 10, "y": 30})
        page.wait_for_selector("#crumbs button >> nth=2")

        assert wide > 500
        assert selected == "app"
        assert page.locator("#crumbs button").all_inner_texts() == ["all", "app", "shop"]

    def test_it_is_drawn(self, page):
        page.keyboard.press("2")
        settle(page)

        pixel = "[...canvas.getContext('2d').getImageData(3, 3, 1, 1).data]"
        assert page.evaluate(pixel)[3] == 255


class TestGraph:
    def test_packages_first_then_what_is_around_a_module(self, page):
        page.keyboard.press("3")
        settle(page)
        packages = page.locator(".node title").all_text_contents()
        page.locator(".node", has_text="shop").first.click()
        page.locator("#scope-around").click()
        page.wait_for_selector(".node.chosen title:text-is('shop')", state="attached")

        assert sorted(packages) == ["app", "json", "queue", "shop", "speedups"]
        settle(page)
        names = page.locator(".node title").all_text_contents()
        assert sorted(names) == ["app", "shop", "shop.cart"]

    def test_cycles_are_listed_and_marked(self, page):
        page.keyboard.press("3")
        page.locator("#cycles button", has_text="shop.cart").click()
        page.wait_for_selector(".edge.cyclic", state="attached")

        assert page.locator("#cycles h3").inner_text() == "1 cycle"
        assert page.locator(".edge.cyclic").count() == 2
        assert page.locator(".node.cyclic").count() == 2


class TestKeyboard:
    def test_arrows_walk_the_tree(self, page):
        visited = []
        for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowLeft", "ArrowRight"):
            page.keyboard.press(key)
            visited.append(story(page))

        # Left closes what is open, and then leads to who asked.
        assert visited == ["shop", "shop.cart", "shop", "shop", "app", "shop"]

    def test_numbers_change_the_view(self, page):
        page.keyboard.press("3")
        graph = page.locator("#graph").is_visible()
        page.keyboard.press("1")

        assert graph
        assert page.locator("#waterfall").is_visible()

    def test_keys_in_the_search_field_are_letters(self, page):
        page.locator("#search").press("3")

        assert page.locator("#waterfall").is_visible()
        assert page.locator("#search").input_value() == "3"

    def test_help_opens_and_closes(self, page):
        page.keyboard.press("?")
        opened = page.locator("#help").is_visible()
        page.keyboard.press("Escape")

        assert opened
        assert not page.locator("#help").is_visible()


def test_the_theme_is_the_systems_and_can_be_changed(open_page, theme):
    page = open_page(text_of(make.sample()), theme)
    first = brightness(colour_at(page, "body", "backgroundColor"))
    page.keyboard.press("t")
    second = brightness(colour_at(page, "body", "backgroundColor"))

    bright, dark = (first, second) if theme == "light" else (second, first)
    assert bright > 700
    assert dark < 150


def test_text_stands_out_from_its_ground_in_both_themes(open_page, theme):
    page = open_page(text_of(make.sample()), theme)

    for selector in ("body", "#story", ".axis", "#story .link, #story p"):
        ground = brightness(colour_at(page, "body", "backgroundColor"))
        assert abs(brightness(colour_at(page, selector, "color")) - ground) > 250


def test_colours_are_by_distribution(page):
    settle(page)
    legend = page.locator("#legend button").all_inner_texts()
    shop, json = (colour_at(page, f"#import-{n} .mark", "backgroundColor") for n in (1, 5))

    assert any(entry.startswith("the standard library") for entry in legend)
    assert shop != json


def test_a_distribution_can_stand_out(page):
    page.locator("#legend button", has_text="shop").click()
    page.wait_for_selector("#import-5.faded")

    assert page.locator("#import-1.faded").count() == 0


@pytest.mark.parametrize("name", HOSTILE)
def test_names_run_nothing_and_show_as_they_are(open_page, name):
    asker = make.line_in(name)
    broken = make.absent("x", asker=asker)
    broken.error = make.ErrorFacts(1, "ImportError", name)
    tree = make.imported(name, make.imported(f"{name}.sub", file=f"/x/{name}.py"), broken)
    recording = Recording([make.process_of(make.thread_of(tree), argv=(name,))])

    page = open_page(text_of(recording))
    page.locator("#import-2").click()
    told = page.locator("#story p").all_text_contents()
    page.keyboard.press("2")
    page.keyboard.press("3")
    page.locator("#import-0, .node").first.wait_for(state="attached")

    assert f"ImportError: {name}" in told
    assert page.locator("#title").text_content() == name
    assert page.title() == f"{name.strip()}: imports".replace("\n", " ")
    assert page.locator("#path button").first.text_content() == name
    assert page.locator(".node title").first.text_content() in (name, name.split(".")[0])


def test_names_do_not_turn_the_text_around_them(open_page):
    page = open_page(text_of(make.recorded(make.imported("\u202eabc"), make.imported("plain"))))

    isolated = {"isolate", "isolate-override"}
    assert colour_at(page, ".row .name", "unicodeBidi") in isolated
    assert colour_at(page, "#story h2", "unicodeBidi") in isolated


def test_an_empty_recording_opens(open_page):
    page = open_page(text_of(Recording([])))

    assert "Nothing was imported" in page.locator("#story").inner_text()
    page.keyboard.press("2")


def test_an_empty_recording_has_no_ticks_of_time(open_page):
    page = open_page(text_of(Recording([])))

    settle(page)
    assert page.locator(".tick").count() == 0


def test_the_first_levels_of_a_deep_tree_are_indented_as_ever(open_page):
    deep = make.imported("m140")
    for number in reversed(range(140)):
        deep = make.imported(f"m{number}", deep)

    page = open_page(text_of(make.recorded(deep)))
    settle(page)
    lefts = page.locator(".row[data-index] .toggle").evaluate_all(
        "all => all.map(each => parseFloat(each.style.marginLeft))"
    )

    assert lefts[:4] == [0, 12, 24, 36]
    assert lefts == sorted(lefts)
    assert len(set(lefts)) == len(lefts)
    assert max(lefts) <= 150


def test_no_text_on_the_axis_is_cut(open_page):
    page = open_page(text_of(make.sample()))
    for width in (480, 733, 1280, 2560):
        page.set_viewport_size({"width": width, "height": 700})
        settle(page)
        cut = page.evaluate(
            "[...document.querySelectorAll('.tick')].filter(each => each.textContent && "
            "each.getBoundingClientRect().right > axis.getBoundingClientRect().right + 1).length"
        )
        assert cut == 0, width


def test_the_name_of_a_distribution_may_be_long(open_page):
    page = open_page(text_of(make.recorded(make.imported("x" * 300), make.imported("plain"))))

    heights = page.locator("#legend button").evaluate_all("all => all.map(e => e.offsetWidth)")

    assert max(heights) < 400


def test_thousands_of_modules_open_with_few_elements(open_page):
    groups = [
        make.imported(f"pkg{n}", *(make.imported(f"pkg{n}.m{k}") for k in range(49)))
        for n in range(100)
    ]

    page = open_page(text_of(make.recorded(make.imported("app", *groups))))

    settle(page)
    assert page.locator(".row").count() < 100
    page.locator("#search").fill("pkg99.m48")
    page.keyboard.press("Enter")
    page.wait_for_selector("#import-5000")
    assert story(page) == "pkg99.m48"
