from ingest.progress import Progress, Steps


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def steps(sizes: dict[str, int]) -> tuple[Steps, Clock, list[Progress]]:
    clock, seen = Clock(), []
    return Steps(sizes, seen.append, clock), clock, seen


def test_time_left_is_unknown_at_first() -> None:
    made, _, seen = steps({"a": 100, "b": 300})
    made.reading()
    assert seen == [Progress("读取 reading", "a", 0, 2)]


def test_time_left_follows_the_bytes_read() -> None:
    made, clock, seen = steps({"a": 100, "b": 300})
    clock.now = 2.0
    made.finish("a")
    made.reading()
    assert (seen[-1].file, seen[-1].done, seen[-1].left_s) == ("b", 1, 6.0)


def test_time_left_of_pictures_follows_their_pages() -> None:
    made, clock, seen = steps({"a": 100, "scan": 300})
    made.finish("a")
    made.page("scan", 1, 5)
    clock.now = 8.0
    made.page("scan", 2, 5)
    assert (seen[-1].page, seen[-1].pages, seen[-1].left_s) == (2, 5, 24.0)


def test_unfinished_files_keep_their_order() -> None:
    made, _, _ = steps({"a": 1, "b": 1, "c": 1})
    made.finish("b")
    assert made.unfinished == ["a", "c"]


def test_without_a_listener_nothing_is_told() -> None:
    made = Steps({"a": 1}, None)
    made.reading()
    assert made.unfinished == ["a"]
