// Looks words up in the index that lies beside the site, in the language of the page; nobody else is asked.
const form = document.querySelector("form[role=search]");
const found = document.getElementById("found");
const said = document.getElementById("said");
const pagefind = await import("./pagefind/pagefind.js");
await pagefind.init();

// Without the headline, which stands above it and at the head of the page.
function excerpt(story) {
  const { title } = story.meta;
  let words = story.plain_excerpt;
  while (title && words.startsWith(title)) words = words.slice(title.length).replace(/^[\s.]+/, "");
  return words;
}

function shown(story) {
  const entry = document.createElement("li");
  const link = entry.appendChild(document.createElement("a"));
  link.href = story.url;
  link.textContent = story.meta.title;
  link.dir = "auto";
  const words = entry.appendChild(document.createElement("p"));
  words.textContent = excerpt(story);
  words.dir = "auto";
  return entry;
}

async function search() {
  const words = form.q.value.trim();
  const answer = words ? await pagefind.debouncedSearch(words) : { results: [] };
  // Nothing comes back where more has been typed meanwhile.
  if (answer === null) return;
  const stories = await Promise.all(answer.results.slice(0, 30).map((each) => each.data()));
  found.replaceChildren(...stories.map(shown));
  said.textContent = words && !stories.length ? said.dataset.none : "";
}

form.hidden = false;
form.q.value = new URLSearchParams(location.search).get("q") || "";
form.addEventListener("input", search);
form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
search();
