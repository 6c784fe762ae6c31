"""What the index of a site is made of; the index itself is tried in a browser."""

from standfirst.newsroom.searching import is_searched


def test_an_index_is_made_of_the_pages_of_stories_alone() -> None:
    assert is_searched("en/stories/s1.html") and is_searched("es/stories/s1-2.html")
    assert not is_searched("en/new.html") and not is_searched("en/stories/s1.rss")
    assert not is_searched("sitemap-en.xml")
