"""An invented press: a site with news that never was, in several languages, for tests that print and look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from standfirst.flatplan import Planned, Shelf, digest
from standfirst.model import (
    Appeal,
    Brief,
    Credit,
    Enclosure,
    Event,
    Issue,
    Item,
    Kind,
    Listing,
    Rendition,
    Section,
    Source,
)
from standfirst.render import Sheet, sheets
from standfirst.render.outline import Before, Outlined, Shelved, outline, outlined
from standfirst.render.site import Site, survey

SITE = Site("The Lantern", "https://lantern.example/")
DAY = date(2026, 3, 17)

Telling = tuple[str, str, str, str, str | None]  # language, outlet, headline, standfirst, kicker

BRIDGE: list[Telling] = [
    (
        "en",
        "Harbour Post",
        "Ferrymen of Port Alder vote to run the river crossing themselves",
        "After eleven weeks without boats, the crews have leased the two old ferries from the city and will sail "
        "on Monday at half the former fare. “We know every sandbank,” says their spokeswoman.",
        "Port Alder",
    ),
    (
        "es",
        "El Faro del Sur",
        "Los barqueros de Puerto Aliso se hacen cargo del transbordador",
        "Tras once semanas sin servicio, las tripulaciones alquilan los dos barcos a la ciudad y zarparán el "
        "lunes a mitad de precio.",
        "Río abajo",
    ),
    (
        "ru",
        "Вестник реки",
        "Паромщики Порт-Олдера сами возьмутся за переправу",
        "Одиннадцать недель река оставалась без парома. Теперь экипажи арендуют у города два старых судна и "
        "обещают вдвое снизить плату за проезд.",
        None,
    ),
    (
        "ar",
        "صدى الميناء",
        "بحّارة العبّارة في بورت ألدر يديرون المعبر بأنفسهم",
        "بعد أحد عشر أسبوعًا بلا قوارب استأجر البحّارة العبّارتين القديمتين من المدينة، وستبحران يوم الاثنين بنصف "
        "الأجرة السابقة.",
        "على النهر",
    ),
    (
        "zh",
        "河港日报",
        "奥尔德港渡轮船员决定自办渡口",
        "停航十一周之后，船员们向市政府租下两艘旧渡轮，将于周一恢复航行，票价减半。",
        "奥尔德港",
    ),
    (
        "hi",
        "नदी समाचार",
        "पोर्ट आल्डर के नाविक अब खुद चलाएँगे घाट की नावें",
        "ग्यारह हफ़्ते की बंदी के बाद नाविकों ने नगर से दो पुरानी नावें किराये पर ली हैं और किराया आधा कर दिया है।",
        None,
    ),
]

OTHERS: list[tuple[Telling, Kind]] = [
    (
        (
            "en",
            "Northern Almanac",
            "A library that lends seeds has outgrown its town",
            "What began as one drawer of beans in Wexcombe now fills a former bank; last spring four hundred "
            "households returned more than they had borrowed […]",
            None,
        ),
        "article",
    ),
    (
        (
            "es",
            "La Gaceta de Sal",
            "La lluvia devuelve la laguna a Valdesal",
            "Por primera vez en nueve años hay flamencos en la laguna. Los vecinos, que habían cercado el pozo, "
            "discuten ahora a quién pertenece la orilla.",
            "Clima",
        ),
        "video",
    ),
    (
        (
            "ru",
            "Полярная почта",
            "Учительница сама сделала радио для трёх деревень и теперь слышит их ответы",
            "Сначала она передавала уроки, потом — прогноз погоды. Зимой, когда закрылась дорога, по её волне "
            "вызывали врача.",
            None,
        ),
        "audio",
    ),
    (
        (
            "ar",
            "دفاتر الواحة",
            "سوق الكتب المستعملة يعود إلى ساحة النخيل",
            "عاد أربعون بائعًا إلى الساحة بعد ترميمها، وحملوا معهم دفاتر ظنّ أصحابها أنها ضاعت.",
            None,
        ),
        "gallery",
    ),
    (
        (
            "zh",
            "山城晚报",
            "退休工程师为古桥画了三十年图纸",
            "图纸共一千二百张，桥上每一块石头都有编号。今年春天，修桥的人第一次用上了它们。",
            None,
        ),
        "article",
    ),
    (
        (
            "en",
            "Harbour Post",
            "Night nurses ask the city for one lit road",
            "A petition with 3,200 names wants lamps on the two kilometres between hospital and the last tram.",
            "Health",
        ),
        "appeal",
    ),
    (
        (
            "fr",
            "Le Quai",
            "Le dernier réparateur d’accordéons forme quatre apprentis",
            "Dans l’atelier de Montrevel, on apprend à accorder à l’oreille : « Une machine entend juste, elle "
            "n’entend pas beau. »",
            "Métiers",
        ),
        "article",
    ),
    (
        (
            "en",
            "The Allotment",
            "Reading by the canal, 21 March",
            "Six writers from four countries read on the barge Marigold; tea from five, free entry.",
            None,
        ),
        "event",
    ),
    (
        (
            "it",
            "Il Molo",
            "A Castelgrano il pane si compra a voto",
            "Il forno della cooperativa chiede ai soci, ogni lunedì, cosa cuocere. Vince quasi sempre la segala.",
            None,
        ),
        "article",
    ),
    (
        (
            "fa",
            "روزنامهٔ باران",
            "قنات کهنهٔ مهرآباد دوباره آب دارد",
            "پس از شش سال لایروبی به دست جوانان روستا، آب به باغ‌های پایین رسید.",
            None,
        ),
        "article",
    ),
    (
        (
            "en",
            "Northern Almanac",
            "Three winters of ice, kept in a schoolroom",
            "Pupils on Skerry Island have measured the harbour ice every morning since 2023. Their notebook is "
            "now a reference.",
            "Science",
        ),
        "article",
    ),
    (
        (
            "ja",
            "みなと新聞",
            "古い灯台に泊まる子どもたち",
            "夏休みの三晩、灯台守の日誌を読みながら海を見張る。昨年は百二十人が応募した。",
            None,
        ),
        "live",
    ),
]


FILES: dict[Kind, tuple[Enclosure, ...]] = {
    "audio": (Enclosure("https://polar.example/radio.mp3", "audio/mpeg", 17_301_504, 1_084),),
    "video": (Enclosure("https://gaceta.example/laguna.mp4", "video/mp4", None, 154),),
}


def item(telling: Telling, kind: Kind = "article", published: str = "2026-03-16", n: int = 0) -> Item:
    language, outlet, headline, standfirst, kicker = telling
    link = f"https://{abs(hash_of(outlet)) % 997}.example/{language}/{hash_of(headline)}"
    return Item(
        id=f"i{hash_of(headline)}",
        source_id=outlet,
        link=link,
        headline=headline,
        standfirst=standfirst,
        kicker=kicker,
        published=published,
        language=language,
        kind=kind,
        byline="Ana Ferreira" if n == 2 else None,
        truncated=standfirst.endswith("]"),
        appeal=Appeal(Decimal("12000"), Decimal("7400"), "EUR") if kind == "appeal" else None,
        event=Event("2026-03-21T17:00", None, "The barge Marigold") if kind == "event" else None,
        enclosures=FILES.get(kind, ()),
    )


def hash_of(text: str) -> int:
    return sum(n * ord(c) for n, c in enumerate(text, 1)) % 100_003


def credit(told: Item) -> Credit:
    return Credit(told.source_id, told.headline, told.link, told.language, told.published)


def bridge(language: str) -> Brief:
    """The story all outlets tell, spoken in one language where it has a telling in it."""
    tellings = [item(t, published=f"2026-03-1{n}") for n, t in enumerate(BRIDGE, 1)]
    speaker = next((t for t in tellings if t.language == language), tellings[0])
    others = [t for t in tellings if t is not speaker]
    return Brief("bridge", speaker, speaker.source_id, tuple(map(credit, others)), lead=True)


def briefs(language: str) -> list[Brief]:
    """One brief each of the other stories; those of `language` come first."""
    items = [item(telling, kind, n=n) for n, (telling, kind) in enumerate(OTHERS)]
    items.sort(key=lambda i: i.language != language)
    found = [Brief(i.id, i, i.source_id) for i in items]
    again = (Credit("El Faro del Sur", "Vuelve el agua a Valdesal", "https://f.example/1", "es", "2026-03-15"),)
    return [Brief(b.story_id, b.item, b.outlet, again) if b.item.kind == "video" else b for b in found]


SECTIONS = {
    "en": ("Near and far", "Work and craft"),
    "es": ("Cerca y lejos", "Oficios"),
    "ru": ("Рядом и вдали", "Ремёсла"),
    "ar": ("قريب وبعيد", "حِرَف"),
    "zh": ("远近", "手艺"),
}
MASTHEADS = {"en": "The Lantern", "es": "El Farol", "ru": "Фонарь", "ar": "المصباح", "zh": "提灯"}
REGION = {
    "en": "South America",
    "es": "América del Sur",
    "ru": "Южная Америка",
    "ar": "أمريكا الجنوبية",
    "zh": "南美洲",
}


def issue(language: str, number: int = 12, dated: date = DAY) -> Issue:
    rest = briefs(language)
    first, second = SECTIONS[language]
    sections = (
        Section(None, (bridge(language), *rest[:4])),
        Section(first, tuple(rest[4:9])),
        Section(second, tuple(rest[9:])),
    )
    return Issue(language, number, dated, MASTHEADS[language], language, sections)


def listings(language: str) -> list[Listing]:
    """A page of every shape in one edition."""
    e, rest = language, briefs(language)
    own = tuple(b for b in (bridge(e), *rest) if b.item.language == e)
    foreign = tuple(b for b in rest if b.item.language != e)
    tellings = [item(t, published=f"2026-03-1{n}") for n, t in enumerate(BRIDGE, 1)]
    told = tuple(Section(t.language, (Brief("bridge", t, t.source_id),)) for t in tellings)
    days = (DAY, date(2026, 3, 16), date(2026, 3, 15))
    regions = {tag: f"{tag}/places/005" for tag in MASTHEADS}
    standfirsts = {tag: f"{path}-standfirsts" for tag, path in regions.items()}
    return [
        *(issue_listing(issue(e, 12 - n, day)) for n, day in enumerate(days)),
        Listing(
            f"{e}/new",
            "new",
            MASTHEADS[e],
            e,
            (Section(None, own), Section(None, foreign)),
            dated=DAY,
            edition_id=e,
        ),
        Listing(
            regions[e],
            "region",
            REGION[e],
            e,
            (Section(None, tuple(rest)),),
            dated=DAY,
            place="005",
            edition_id=e,
            alternates=regions,
        ),
        Listing(
            standfirsts[e],
            "standfirsts",
            REGION[e],
            e,
            (Section(None, tuple(rest)),),
            dated=DAY,
            place="005",
            edition_id=e,
            alternates=standfirsts,
        ),
        Listing(
            f"{e}/stories/bridge",
            "story",
            bridge(e).item.headline or "",
            e,
            told,
            dated=DAY,
            edition_id=e,
        ),
        *(
            Listing(
                f"{e}/archive/{day.isoformat()}",
                "archive",
                MASTHEADS[e],
                e,
                (Section(None, (bridge(e), *rest[:6])),),
                dated=day,
                edition_id=e,
            )
            for day in days
        ),
    ]


def issue_listing(issue: Issue) -> Listing:
    return Listing(
        f"{issue.edition_id}/issues/{issue.dated.isoformat()}",
        "issue",
        issue.masthead,
        issue.language,
        issue.sections,
        dated=issue.dated,
        number=issue.number,
        edition_id=issue.edition_id,
    )


LISTINGS = [listing for language in MASTHEADS for listing in listings(language)]
PRESS = survey(SITE, map(outline, LISTINGS))
# Readers can ask for letters here, which lead to their own pages.
POST = replace(PRESS, letters=True)


def planned(listings: Iterable[Listing]) -> list[Outlined | Shelved]:
    """Pages as plans of which nothing is known from before, stories and affairs on their shelves."""
    shelves: dict[str, list[Listing]] = {}
    plan: list[Planned | Shelf] = []
    for page in listings:
        if page.shape in ("story", "affair"):
            shelves.setdefault(f"{page.path.rpartition('/')[0]}/{page.dated}", []).append(page)
        else:
            plan.append(_planned(page))
    for path, pages in shelves.items():
        edition, kind, dated = path.split("/")
        plan.append(
            Shelf(edition, kind, dated, digest(pages), pages[0].language, partial(list, map(_planned, pages)))
        )
    return outlined(plan, Before({}, {}, lambda _: {}))


def _planned(page: Listing) -> Planned:
    return Planned(page.path, "", partial(list, [page]))


def whole_site(site: Site, listings: Iterable[Listing], sources: Iterable[Source] = ()) -> list[Rendition]:
    """Every file of the site that consists of these pages."""
    return [
        sheet.printed()
        for each in sheets(site, planned(listings), sources)
        for sheet in ([each] if isinstance(each, Sheet) else each.sheets())
    ]
