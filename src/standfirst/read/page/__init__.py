"""Pages: what HTML holds, whether it lists pieces or is one, by what it is made of.

`page_kind` tells a listing from an article, `article` reads one piece, `listing` a list, in these steps:

1. The parser makes the page sound (`markup`, `guard`), and it is laid flat: its elements and pieces of text in
   lists (`sheet`). Whoever knows an element's number knows all that stands around it.
2. It is cut into blocks, links that lead to one page (`blocks`), each with the record around it (`records`) and
   the element that titles it (`naming`).
3. Blocks at one path are judged together: items, or menus and the like (`roles`, with `entries` and `addresses`).
   Where no link is likely to be an item, what leads nowhere is looked at (`unlinked`), or what scripts start
   from (`state`, `payloads`, `literals`, `flat`).
4. What a record tells is taken piece by piece (`fields`): its title (`titles`), attributes (`attributes`), lines
   of small print (`smallprint`, `bylines`, `columns`), days told elsewhere (`days`), what lines open and close
   with (`ends`). `lines` holds what has been told so far; `classes` says what words in class names are taken
   for.
5. What only all records at one path tell comes last (`together`, `pictured`, `sections`).

`selected`, `standing`, `teaching` and `marking` serve selectors that a source gives and the picture of a page.
"""
