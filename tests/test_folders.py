"""Folders that hold anything: what is found, what it is called, and why the rest is passed over."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from pullquote.articles import Article
from pullquote.errors import NothingToIndex
from pullquote.reading.folders import Found, Limits, Skipped, articles, find, read
from pullquote.reading.provenance import Sources

LIMITS = Limits()
SEEDS = Path(__file__).parent.parent / "seeds"


def written(folder: Path, name: str, content: str | bytes = "The council met on Tuesday.") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def names(folder: Path, *more: Path) -> list[str]:
    found, _ = find([folder, *more], limits=LIMITS)
    return [one.name for one in found]


def reasons(folder: Path, limits: Limits = LIMITS) -> dict[str, str]:
    """Why files were passed over, in a folder that holds one good article besides."""
    written(folder, "good.txt", "Nothing is wrong with this one.")
    outcome = list(articles([folder], limits))
    assert [one.name for one in outcome if isinstance(one, Article)] == ["good.txt"]
    return {one.name: one.reason for one in outcome if isinstance(one, Skipped)}


def test_the_five_seeds_are_read_in_order_and_their_list_is_not() -> None:
    read_in = list(articles([SEEDS], LIMITS))
    assert [one.name[:4] for one in read_in] == ["000_", "001_", "002_", "003_", "004_"]
    assert all(isinstance(one, Article) for one in read_in)


def test_names_are_relative_sorted_and_in_posix_form(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/B.HTML", "c.docx"):
        written(tmp_path, name)
    assert names(tmp_path) == ["a/B.HTML", "a/z.md", "b.txt", "c.docx"]


def test_hidden_files_lists_and_other_suffixes_are_passed_over_silently(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/x.txt", "SOURCES.toml", "photo.jpg", "LICENSE", "a.txt"):
        written(tmp_path, name)
    found, skipped = find([tmp_path], limits=LIMITS)
    assert ([one.name for one in found], skipped) == (["a.txt"], [])


def test_a_single_file_may_be_named(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt")
    written(tmp_path, "b.txt")
    assert names(path) == ["a.txt"]


def test_a_missing_path_is_refused_with_what_to_type(tmp_path: Path) -> None:
    written(tmp_path, "a.txt")
    with pytest.raises(NothingToIndex, match=r"nowhere is not there\. .*pullquote index FOLDER"):
        find([tmp_path, tmp_path / "nowhere"], limits=LIMITS)


def test_a_path_without_an_article_is_refused_even_beside_a_good_one(tmp_path: Path) -> None:
    written(tmp_path, "good/a.txt")
    written(tmp_path, "pictures/a.jpg")
    with pytest.raises(NothingToIndex, match="pictures holds no article"):
        find([tmp_path / "good", tmp_path / "pictures"], limits=LIMITS)


def test_a_named_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingToIndex, match=r"photo\.jpg: not one of \.txt"):
        find([written(tmp_path, "photo.jpg")], limits=LIMITS)


def test_a_folder_of_unreadable_articles_is_refused_at_the_end(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", b"\xff\xfe\xff")
    with pytest.raises(NothingToIndex, match=r"a\.txt: not UTF-8 at byte 0"):
        list(articles([tmp_path], LIMITS))


def test_a_folder_that_always_counts_may_be_missing_or_empty(tmp_path: Path) -> None:
    written(tmp_path, "news/a.txt")
    (tmp_path / "uploads").mkdir()
    also = [tmp_path / "uploads", tmp_path / "nowhere"]
    found, _ = find([tmp_path / "news"], limits=LIMITS, also=also)
    assert [one.name for one in found] == ["a.txt"]


def test_the_same_name_in_two_folders_gets_the_folders_name_in_front_of_both(tmp_path: Path) -> None:
    for name in ("left/a.txt", "left/b.txt", "right/a.txt"):
        written(tmp_path, name)
    assert names(tmp_path / "left", tmp_path / "right") == ["left/a.txt", "b.txt", "right/a.txt"]


def test_folders_of_the_same_name_are_told_apart_further_up(tmp_path: Path) -> None:
    for name in ("x/news/a.txt", "y/news/a.txt"):
        written(tmp_path, name)
    assert names(tmp_path / "x/news", tmp_path / "y/news") == ["x/news/a.txt", "y/news/a.txt"]


def test_a_name_made_longer_does_not_collide_with_one_that_was_there(tmp_path: Path) -> None:
    for name in ("p/left/a.txt", "q/a.txt", "r/left/a.txt"):
        written(tmp_path, name)
    together = names(tmp_path / "p/left", tmp_path / "q", tmp_path / "r")
    assert len(set(together)) == 3


def test_a_file_under_two_paths_is_found_once(tmp_path: Path) -> None:
    written(tmp_path, "news/2024/a.txt")
    assert names(tmp_path / "news", tmp_path / "news/2024") == ["2024/a.txt"]
    assert names(tmp_path / "news/2024", tmp_path / "news") == ["a.txt"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = written(tmp_path, "secret.txt", "Not for the index.")
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "link.txt").symlink_to(secret)
    (folder / "up").symlink_to(tmp_path)
    out = "a symbolic link out of the folder; copy the file into it"
    assert reasons(folder) == {"link.txt": out, "up": out}


def test_a_link_inside_the_folder_or_to_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "again.txt").symlink_to(written(tmp_path, "good.txt"))
    for loop in ("loop.txt", "loop"):
        (tmp_path / loop).symlink_to(tmp_path / loop)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    told = reasons(tmp_path)
    assert "only the file itself is read" in told["again.txt"]
    assert "to nothing" in told["gone.txt"]
    assert "symbolic link" in told["loop.txt"]


def test_a_folder_named_by_a_link_is_read(tmp_path: Path) -> None:
    written(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert names(tmp_path / "link") == ["a.txt"]


def test_pipes_and_sockets_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.open(".", os.O_RDONLY)
        os.chdir(tmp_path)  # the path of a socket may only have 107 characters
        listening.bind("socket.txt")
        os.fchdir(here)
        os.close(here)
    assert reasons(tmp_path) == dict.fromkeys(
        ("pipe.txt", "socket.txt"), "not a regular file; only regular files are read"
    )


def test_a_file_that_turns_into_a_pipe_or_a_link_after_it_was_found_is_not_read(tmp_path: Path) -> None:
    outside = written(tmp_path, "outside.txt")
    root = tmp_path / "news"
    root.mkdir()
    os.mkfifo(root / "pipe.txt")
    (root / "link.txt").symlink_to(outside)
    (root / "folder").symlink_to(tmp_path)
    told = {
        name: read(Found(name, root / name, root), Sources(root), LIMITS)
        for name in ("pipe.txt", "link.txt", "folder/outside.txt")
    }
    assert told["pipe.txt"] == Skipped("pipe.txt", "not a regular file; only regular files are read")
    for name in ("link.txt", "folder/outside.txt"):
        assert told[name] == Skipped(name, "outside its folder by now; index again")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    written(tmp_path, "closed.txt").chmod(0)
    written(tmp_path, "shut/a.txt").parent.chmod(0)
    told = reasons(tmp_path)
    (tmp_path / "shut").chmod(0o700)
    assert "permission denied" in told["closed.txt"]
    assert "permission denied" in told["shut"]


def test_a_file_over_the_cap_is_passed_over_and_one_at_the_cap_is_not(tmp_path: Path) -> None:
    written(tmp_path, "large.txt", b"a" * 6_000_000)
    assert reasons(tmp_path) == {"large.txt": "larger than the cap of 5 MB; split it or raise the cap"}
    assert [one.name for one in find([tmp_path], limits=LIMITS)[1]] == ["large.txt"]
    grown = Found("large.txt", tmp_path / "large.txt", tmp_path)
    assert isinstance(read(grown, Sources(tmp_path), LIMITS), Skipped)
    limits = Limits(file_bytes=6_000_000)
    assert all(isinstance(one, Article) for one in articles([tmp_path], limits))


def test_bad_content_is_passed_over_with_its_place(tmp_path: Path) -> None:
    written(tmp_path, "latin.txt", "Fernández said so.".encode("latin-1"))
    written(tmp_path, "binary.txt", b"ELF\0\0\0")
    written(tmp_path, "empty.txt", b"")
    written(tmp_path, "blank.txt", "\ufeff \r\n\t\n")
    assert reasons(tmp_path) == {
        "latin.txt": "not UTF-8 at byte 4; save it as UTF-8",
        "binary.txt": "a NUL byte at byte 3; this is not a text file",
        "empty.txt": "empty",
        "blank.txt": "empty",
    }


def test_the_same_text_twice_is_read_once(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", "One.\nTwo.\n")
    written(tmp_path, "b.txt", "\ufeffOne.\r\nTwo.\r\n")
    told = {one.name: one.reason for one in articles([tmp_path], LIMITS) if isinstance(one, Skipped)}
    assert told == {"b.txt": "the same text as a.txt; one of them is enough"}


def test_a_name_that_cannot_be_shown_is_passed_over_and_shown_escaped(tmp_path: Path) -> None:
    written(tmp_path, "two\nlines.txt")
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Coffee.")
    told = reasons(tmp_path)
    assert set(told) == {r"two\nlines.txt", r"caf\udce9.txt"}
    assert all("rename it" in reason for reason in told.values())


def test_names_in_any_language_are_fine(tmp_path: Path) -> None:
    for name in ("Überblick\u00a02024.txt", "新聞.txt", "گفت\u200cوگو.txt"):
        written(tmp_path, name)
    assert len(names(tmp_path)) == 3


def test_a_bad_list_costs_no_article_and_is_told(tmp_path: Path) -> None:
    written(tmp_path, "SOURCES.toml", "[[[")
    assert "not used" in reasons(tmp_path)["SOURCES.toml"]


def test_what_the_list_says_goes_before_what_the_text_says(tmp_path: Path) -> None:
    body = "The council met on Tuesday and decided to build the bridge after all, the mayor said."
    written(tmp_path, "a.txt", f"Council builds a bridge\n\nBy Jane Doe\nMarch 3, 2024\n\n{body}\n")
    written(tmp_path, "SOURCES.toml", '["a.txt"]\noutlet = "The Post"\ndate = 2024-03-02\n')
    (article,) = articles([tmp_path], LIMITS)
    assert isinstance(article, Article)
    assert (article.title, article.outlet) == ("Council builds a bridge", "The Post")
    assert (article.author, article.date) == ("Jane Doe", "2024-03-02")


def test_deep_folders_are_no_trouble(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(400):
        deep = deep / "d"
    deep.mkdir(parents=True)
    written(deep, "a.txt")
    assert names(tmp_path) == ["d/" * 400 + "a.txt"]
