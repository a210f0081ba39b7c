// Beside the picture: what is looked at and who says so, whom an entity is linked to, ways between two.

import { address } from "./address.js";
import { short } from "./explore-address.js";
import { detailOf, neighboursOf, waysBetween } from "./explore-ask.js";
import { make } from "./dom.js";
import { line } from "./explore-model.js";
import { named } from "./explore-lists.js";

const LISTED = 50;

export class Panel {
  #model;
  #words;
  #told;
  #add;
  #say;
  #number = 0;

  /** `add` brings ids into view, `say` tells something to whoever reads the status. */
  constructor(model, told, add, say) {
    this.#model = model;
    this.#told = told;
    this.#words = told.words;
    this.#add = add;
    this.#say = say;
    this.element = make("section", { class: "panel beside", "aria-labelledby": "beside-h", tabindex: "-1" });
    this.hint();
  }

  hint() {
    this.#fill(this.#words.details, make("p", { class: "soft" }, this.#words.hint));
  }

  #fill(heading, ...content) {
    this.#number += 1;
    this.element.replaceChildren(make("h2", { id: "beside-h" }, make("bdi", {}, heading)), ...content.filter(Boolean));
  }

  /** Ask, and fill the panel unless something else was asked for since. */
  async #asked(heading, question, write) {
    this.#fill(heading);
    const number = this.#number;
    try {
      const answer = await question();
      if (number === this.#number) write(answer);
    } catch (error) {
      if (number === this.#number) this.#say(this.#words.failed.replace("{why}", error.message));
    }
  }

  #name(node) {
    return named(node, this.#words);
  }

  /** One link: its roles, its time, what it rests on. */
  edge(id) {
    const known = this.#model.edges.get(id);
    return this.#asked(known?.label ?? this.#words.details, () => detailOf(id), (told) => this.#told_of(told));
  }

  #told_of(told) {
    if (!told) return;
    this.#fill(told.heading,
      make("dl", {}, ...told.roles.flatMap(({ role, text, href }) => [
        make("dt", {}, role),
        make("dd", {}, href ? make("a", { href }, make("bdi", {}, text)) : make("bdi", {}, text)),
      ])),
      make("p", {}, told.when),
      make("dl", {}, ...this.#facts(told).flatMap(([term, text]) => [make("dt", {}, term), make("dd", {}, text)])),
      ...told.marks.map((mark) => make("p", { class: "mark" }, make("strong", {}, mark))),
      ...told.decided.map((text) => make("p", {}, text)),
      told.note ? make("p", {}, make("bdi", {}, told.note)) : null,
      ...told.sources.map((one) => this.#source(one)),
      told.href ? make("p", {}, make("a", { href: told.href }, this.#words.statement)) : null);
  }

  /** How sure the link is in the days that are let through, and what the server says of it. */
  #facts({ id, facts }) {
    const edge = this.#model.edges.get(id);
    const sure = edge ? line(edge, this.#model.state.filters) : "";
    return sure ? [[this.#words.grade, this.#words[`grade.${sure}`]], ...facts] : facts;
  }

  #source({ text, against, quotes, read, hash, href, url }) {
    return make("div", { class: against ? "source against" : "source" },
      make("p", {}, make("bdi", {}, text)),
      ...quotes.map((quote) => make("blockquote", {}, make("p", { dir: "auto" }, quote))),
      make("p", { class: "soft" },
        href ? make("a", { href }, this.#words.document) : null,
        ...read.map((there) => make("span", {}, " · ", make("a", { href: there }, this.#words.read))),
        hash ? make("span", {}, " · SHA-256 ", make("code", {}, `${hash}…`)) : null,
        url ? make("span", {}, " · ", make("a", { href: url, rel: "noreferrer noopener nofollow" }, `↗ ${url}`)) : null));
  }

  /** An entity: what it is, its page, and its relations with how many it is linked to by each. */
  entity(id, focus = false) {
    const node = this.#model.nodes.get(id);
    const { filters } = this.#model.state;
    const done = this.#asked(this.#name(node), () => neighboursOf(id, filters, [], LISTED), (told) => {
      this.#fill(this.#name(node), this.#links(id, node), this.#relations(id, told));
      if (focus) (this.element.querySelector(".expanding input") ?? this.element).focus();
    });
    this.element.append(this.#links(id, node));
    return done;
  }

  #links(id, node) {
    const kind = this.#told.kinds[node.type] ?? node.type;
    const chain = this.#told.on_chains.includes(node.type);
    return make("p", {}, `${kind} · `,
      make("a", { href: address(`/entity/${encodeURIComponent(id)}`) }, this.#words.page),
      ...(chain ? [" · ", make("a", { href: address("/chain", { target: id }) }, this.#words.chain)] : []));
  }

  #relations(id, told) {
    if (!told.relations.length) return make("p", {}, this.#words.alone);
    const names = this.#told.names;
    const items = told.relations.map(({ relation, role, other, count }) =>
      make("li", {}, make("label", {},
        make("input", { type: "checkbox", name: "with", value: `${relation}.${role}.${other}` }),
        ` ${names[relation] ?? relation}: ${names[role] ?? role} → ${names[other] ?? other} `),
      make("small", {}, String(count))));
    const most = make("input", { type: "number", id: "beside-most", min: "1", max: "200", value: this.#told.limits.most });
    const form = make("form", { class: "expanding" },
      make("fieldset", {}, make("legend", {}, this.#words.follow), make("ul", { class: "plain" }, ...items)),
      make("div", { class: "row" },
        make("div", { class: "field" }, make("label", { for: "beside-most" }, this.#words.most), most),
        make("button", { type: "submit", class: "primary" }, this.#words.add)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const relations = [...form.querySelectorAll("[name=with]:checked")].map((box) => box.value);
      this.#follow(id, relations, Number(most.value) || this.#told.limits.most);
    });
    return make("div", {}, form, this.#single(told));
  }

  async #follow(id, relations, most) {
    try {
      const told = await neighboursOf(id, this.#model.state.filters, relations, most);
      await this.#add(told.neighbours.map(({ node }) => short(node.id)), id);
    } catch (error) {
      this.#say(this.#words.failed.replace("{why}", error.message));
    }
  }

  #single(told) {
    const known = new Set(this.#model.state.nodes);
    const items = told.neighbours.map(({ node }) => {
      const id = short(node.id);
      const name = this.#name(node);
      if (known.has(id)) return make("li", {}, make("bdi", {}, name), make("small", {}, ` ${this.#words.here}`));
      const button = make("button", { type: "button" }, make("bdi", {}, name));
      button.addEventListener("click", async () => {
        await this.#add([id], null);
        if (this.#model.state.nodes.includes(id)) button.replaceWith(make("span", {}, name, make("small", {}, ` ${this.#words.here}`)));
      });
      return make("li", {}, button);
    });
    return make("details", {}, make("summary", {}, this.#words.single), make("ul", { class: "plain singles" }, ...items));
  }

  /** Ways between two entities, each to be brought into view. */
  ways(source, target, on = "") {
    const [from, to] = [source, target].map((id) => this.#name(this.#model.nodes.get(id)));
    const heading = this.#words.ways.replace("{source}", from).replace("{target}", to);
    const form = this.#days(source, target, on);
    return this.#asked(heading, () => waysBetween(source, target, on, this.#model.state.filters), ({ paths, truncated }) => {
      this.#fill(heading, form, make("p", { class: "soft" }, this.#words.ways_note),
        paths.length ? make("ol", { class: "ways" }, ...paths.map((way) => this.#way(way))) : null,
        paths.length || truncated ? null : make("p", {}, this.#words.no_way),
        truncated ? make("p", { class: "loud" }, this.#words.ways_cut) : null);
    }).finally(() => form.isConnected || this.element.append(form));
  }

  #days(source, target, on) {
    const field = make("input", { id: "ways-on", size: "22", value: on, autocomplete: "off" });
    const form = make("form", { class: "row" },
      make("div", { class: "field" }, make("label", { for: "ways-on" }, this.#words.days), field,
        make("small", {}, this.#words.days_form)),
      make("button", { type: "submit" }, this.#words.seek));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ways(source, target, field.value.trim());
    });
    return form;
  }

  #way({ days, grade, nodes }) {
    const spans = days.map(([first, last]) => (first === last ? first ?? "…" : `${first ?? "…"} – ${last ?? "…"}`));
    const button = make("button", { type: "button" }, this.#words.add);
    button.addEventListener("click", () => this.#add(nodes.map(({ id }) => short(id)), null));
    return make("li", {}, ...nodes.flatMap((node, at) => [at ? " – " : "", make("bdi", {}, this.#name(node))]),
      make("small", {}, ` ${this.#words[`grade.${grade}`]}, ${this.#words.in_days.replace("{days}", spans.join(", "))} `), button);
  }
}
