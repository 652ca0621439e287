/** The keys that a panel knows: what `?` lists in the page, and docs/keyboard.md. */

/** @type {{where: string, keys: [string, string][]}[]} */
export const KEYS = [
  {
    where: "Anywhere in a panel",
    keys: [
      ["/", "Search the panel that has the focus; elsewhere, the site"],
      ["?", "Show the keys"],
      ["Ctrl+Z", "Undo the last change of the view"],
      ["Ctrl+Shift+Z, Ctrl+Y", "Redo what was undone"],
    ],
  },
  {
    where: "Filter and expressions",
    keys: [
      ["Enter", "Apply"],
      ["Escape", "Go back to what is shown"],
      ["Ctrl+Space, Arrow down", "List what could come here"],
    ],
  },
  {
    where: "Column headers",
    keys: [
      ["Enter", "Sort; once more for the other direction"],
      ["Shift+Enter", "Sort by this column too"],
    ],
  },
  {
    where: "Rows",
    keys: [
      ["Enter on the table", "Go to its first cell"],
      ["Arrow keys, Home, End", "Go from cell to cell"],
      [
        "Ctrl+Home, Ctrl+End",
        "Go to the first or the last cell of the page, or of all rows where they scroll",
      ],
      ["Page up, Page down", "Turn the page, or scroll by as many rows as are in sight"],
      ["Enter, Menu, Shift+F10", "Open the cell's menu"],
      ["Shift+Enter", "Open the row"],
      ["Space", "Select the row; with Shift all from the last one"],
      ["Ctrl+C", "Copy the selected rows, or else the cell"],
      ["Escape", "Leave the cells"],
    ],
  },
  {
    where: "An open row, an image",
    keys: [
      ["Arrow left, Arrow right", "Go to the one before or after"],
      ["Escape", "Close"],
    ],
  },
  {
    where: "A histogram",
    keys: [
      ["Arrow left, Arrow right, Home, End", "Go from bar to bar"],
      ["Enter", "Keep only the rows of the bar"],
    ],
  },
  {
    where: "Menus and lists",
    keys: [
      ["Arrow up, Arrow down, Home, End", "Go from item to item"],
      ["A letter", "Go to the next item that begins with it"],
      ["Escape", "Close"],
    ],
  },
];
