import { $, box, checked, el, group, live, named, policy, read } from "./common.js";

const questionnaire = await read(`/v1/questionnaires/${policy}`);
const asked = [];

const select = (choices) => el("select", {}, el("option", { value: "" }, "–"), ...choices.map((c) => el("option", { value: c.id }, c.name ?? c.id)));

function field(q) {
  switch (q.kind) {
    case "yes-no": return select([{ id: "yes" }, { id: "no" }]);
    case "single-choice": return select(q.choices);
    case "multiple-choice": return el("div", {}, ...q.choices.map((c) => box(c.name ?? c.id, c.id)));
    default: return el("input", { inputMode: "decimal", placeholder: q.min && q.max ? `${q.min} to ${q.max}` : "" });
  }
}

function answer(q, control, skip) {
  if (skip.checked) return { question: q.id, notApplicable: true };
  if (q.kind === "multiple-choice") return checked(control).length ? { question: q.id, choices: checked(control) } : null;
  if (!control.value.trim()) return null;
  return { question: q.id, [control.tagName === "SELECT" ? "choice" : "number"]: control.value.trim() };
}

for (const category of questionnaire?.categories ?? []) {
  $("form").append(el("h2", {}, category.name ?? category.id));
  for (const q of category.topics.flatMap((topic) => topic.questions)) {
    const control = field(q), none = box("does not apply", "");
    control.setAttribute("aria-label", q.name ?? q.id);
    if (control.tagName !== "DIV") control.id = "q-" + q.id;
    const fields = group(q.name ?? q.id, control, none);
    asked.push({ q, fields, answer: () => answer(q, control, none.firstChild) });
    $("form").append(fields);
  }
}

function collect() {
  const answers = [], places = new Map();
  for (const { fields, answer } of asked) {
    const given = answer();
    if (!given) continue;
    places.set(`body.answers[${answers.length}]`, fields);
    answers.push(given);
  }
  return [{ answers }, places];
}

function show({ result, roadmap }) {
  const row = (line) => el("tr", {}, el("td", {}, line.name ?? line.id), el("td", {}, line.score ?? "–"));
  return [
    el("p", { className: "big", id: "overall" }, `${result.overall ?? "–"} ${result.level ?? ""}`),
    el("p", {}, `${result.answered} of ${result.applicable} answered: ${result.status}`),
    el("table", {}, ...result.lines.filter((line) => line.node === "category").map(row)),
    el("h2", {}, "What to do first"),
    el("ol", { id: "roadmap" }, ...roadmap.steps.map((step) =>
      el("li", {}, `${step.name}: ${step.lift ? `+${step.lift}, ` : ""}to ${step.overall} (${step.effort} ${roadmap.effortUnit ?? ""})`))),
  ];
}

if (questionnaire) await live({ verb: "assess", records: "assessments", collect, show });
