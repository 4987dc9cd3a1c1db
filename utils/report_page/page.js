"use strict";
// The page is whole without this: it adds a choice of slots, a search and values under the pointer.
(function () {
  const root = document.documentElement;
  window.addEventListener("error", function (event) { root.dataset.failed = event.message; });
  const find = function (id) { return document.getElementById(id); };

  const frames = Array.from(document.querySelectorAll("#timeline .frame"));
  if (frames.length > 1) {
    const choice = find("frame");
    frames.forEach(function (frame, place) {
      choice.add(new Option(frame.dataset.name, place));
    });
    const show = function (place) {
      choice.selectedIndex = Math.max(0, Math.min(frames.length - 1, place));
      frames.forEach(function (frame, other) {
        frame.style.display = other === choice.selectedIndex ? "" : "none";
      });
    };
    choice.addEventListener("change", function () { show(choice.selectedIndex); });
    find("earlier").addEventListener("click", function () { show(choice.selectedIndex - 1); });
    find("later").addEventListener("click", function () { show(choice.selectedIndex + 1); });
    find("frames").hidden = false;
    show(0);
  }

  const wanted = find("wanted"), typed = find("typed");
  const rows = Array.from(document.querySelectorAll("#settings tbody tr"));
  const search = function () {
    const words = wanted.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach(function (row) {
      const text = (row.closest("table").caption.textContent + " " + row.textContent).toLowerCase();
      const fits = words.every(function (word) { return text.includes(word); });
      row.hidden = !fits || (typed.checked && !row.classList.contains("given"));
      count += row.hidden ? 0 : 1;
    });
    document.querySelectorAll("#settings table").forEach(function (table) {
      table.parentNode.hidden = !table.querySelector("tbody tr:not([hidden])");
    });
    find("found").textContent = count + " of " + rows.length;
  };
  if (wanted) {
    wanted.addEventListener("input", search);
    typed.addEventListener("change", search);
    find("search").hidden = false;
    search();
  }

  // Values come from the curves' own points, so they are as exact as a tenth of a pixel.
  const numbers = function (text) { return text.match(/-?[\d.]+(e-?\d+)?/gi).map(Number); };
  const scale = function (values, place) {
    return values[0] + (place - values[2]) / (values[3] - values[2]) * (values[1] - values[0]);
  };
  const short = function (value) { return Number(value.toPrecision(3)).toString(); };
  document.querySelectorAll("svg.hover").forEach(function (svg) {
    const xs = numbers(svg.dataset.x), ys = numbers(svg.dataset.y);
    const lines = Array.from(svg.querySelectorAll("path.line")).map(function (path) {
      const all = numbers(path.getAttribute("d") || "M0 0"), points = [];
      for (let k = 0; k + 1 < all.length; k += 2) { points.push([all[k], all[k + 1]]); }
      return { label: path.dataset.label, points: points };
    });
    const box = document.createElement("div");
    box.className = "values";
    box.hidden = true;
    svg.parentNode.appendChild(box);
    const cross = document.createElementNS("http://www.w3.org/2000/svg", "path");
    cross.setAttribute("class", "cross");
    svg.appendChild(cross);
    svg.addEventListener("pointermove", function (event) {
      const frame = svg.getBoundingClientRect();
      const place = (event.clientX - frame.left) / frame.width * svg.viewBox.baseVal.width;
      const inside = place >= xs[2] && place <= xs[3];
      box.hidden = !inside;
      cross.setAttribute("d", inside ? "M" + place + " " + ys[3] + "V" + ys[2] : "");
      if (!inside) { return; }
      box.textContent = "at " + short(scale(xs, place)) + lines.map(function (line) {
        const near = line.points.reduce(function (best, point) {
          return Math.abs(point[0] - place) < Math.abs(best[0] - place) ? point : best;
        });
        const level = line.points.length === 2 && line.points[0][1] === line.points[1][1];
        return "\n" + line.label + ": " + short(scale(ys, level ? line.points[0][1] : near[1]));
      }).join("");
    });
    svg.addEventListener("pointerleave", function () {
      box.hidden = true;
      cross.setAttribute("d", "");
    });
  });
  root.dataset.ready = "yes";
}());
