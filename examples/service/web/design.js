import { $, box, checked, el, group, live, named, partner, policy, read } from "./common.js";

const menu = await read(`/v1/menus/${policy}`);
const baseline = menu && await read(`/v1/partners/${await partner()}/baseline`);
const text = (id, value = "") => el("input", { id, value, inputMode: "decimal" });
const given = (field) => field.value.trim() || undefined;

const before = new Map((baseline?.quarters ?? []).map((q) => [q.quarter, q.revenue]));
const quarters = (menu?.quarters ?? [...before.keys()]).map((quarter, i) => {
  const leads = text("leads-" + quarter), revenue = text("revenue-" + quarter, before.get(quarter) ?? "");
  const chosen = box(`${quarter}, without a promotion ${before.get(quarter) ?? "unknown"}`, quarter, i === 0);
  return { quarter, leads, revenue, chosen, fields: group(quarter, chosen, named("Leads", leads), named("Revenue", revenue)) };
});
const goals = (menu?.goals ?? []).map((goal, i) => {
  const by = el("input", { id: "by-" + goal.id, type: "date" }), quantity = goal.measure === "count" ? text("quantity-" + goal.id) : null;
  const chosen = box(goal.name ?? goal.id, goal.id, i === 0);
  return { goal, by, quantity, chosen, fields: group("Goal", chosen, named("By", by), quantity && named("How many", quantity)) };
});
const products = group("Products", ...(menu?.products ?? []).map((product, i) => box(product, product, i === 0)));
const payout = el("select", { id: "payout" }, ...(menu?.payouts ?? []).map((p) =>
  el("option", { value: p.id }, `${p.name ?? p.id}: ${p.least} to ${p.most} in steps of ${p.step}`)));
const level = text("level", menu?.payouts[0].least);
const reward = text("reward"), attainment = text("attainment"), investment = text("investment");
const levels = group("Payout", named("Way", payout), named("Level", level));
const rewards = group("Reward of your sellers, in all", reward);
const promises = group("Your promises", named("Lowest attainment", attainment), named("Your investment", investment));
$("form").append(...quarters.map((q) => q.fields), ...goals.map((g) => g.fields), products, levels, rewards, promises);

function collect() {
  const inQuarters = quarters.filter((q) => checked(q.chosen).length), inGoals = goals.filter((g) => checked(g.chosen).length);
  const places = new Map([["body.products", products], ["body.payout", levels], ["body.level", levels],
    ["body.repReward", rewards], ["body.commitments", promises]]);
  inQuarters.forEach((q, i) => places.set(`body.forecast[${i}]`, q.fields));
  inGoals.forEach((g, i) => places.set(`body.goals[${i}]`, g.fields));
  return [{
    id: "design", payout: payout.value, level: given(level), repReward: given(reward), products: checked(products),
    quarters: inQuarters.map((q) => q.quarter),
    goals: inGoals.map((g) => ({ type: g.goal.id, by: given(g.by), quantity: g.quantity && given(g.quantity) })),
    forecast: inQuarters.map((q) => ({
      quarter: q.quarter, outcome: { currency: menu.currency, leads: given(q.leads), revenue: given(q.revenue) },
    })),
    commitments: { minimumAttainment: given(attainment), investment: given(investment) },
  }, places];
}

// Amounts are text, which the browser formats exactly.
const format = new Intl.NumberFormat("en", { style: "currency", currency: menu?.currency ?? "USD" });
const money = (amount) => (amount == null ? "unknown" : format.format(amount));

function show(d) {
  const row = (name, of) => el("tr", {}, el("td", {}, name), ...[d.full, d.lowest].map((point) => el("td", {}, of(point))));
  return [
    el("p", { className: "big", id: "status" }, d.status),
    el("p", { id: "leads" }, `Leads: ${d.forecast.leads ?? "unknown"}`),
    el("table", { id: "points" },
      row("Attainment", (p) => p.attainment ?? "–"), row("Revenue", (p) => money(p.revenue)),
      row("Above the baseline", (p) => money(p.increment)), row("Payout", (p) => money(p.payout)),
      row("Cost", (p) => money(p.cost)), row("ROI on margin", (p) => p.marginRoi ?? "–"),
      row("Largest payout", (p) => money(p.largestPayout))),
    el("p", {}, `This level is carried by a revenue of ${money(d.smallestRevenue)}`),
    d.counter.level && el("p", { id: "counter" }, `Offered instead: level ${d.counter.level}, payout ${money(d.counter.full.payout)}`),
    el("ul", { id: "reasons" }, ...d.reasons.map((reason) => el("li", {}, reason)),
      ...d.misses.map((m) => el("li", {}, `${m.path}: asked ${m.asked}, the menu has ${m.limit}`))),
  ].filter(Boolean);
}

if (menu) await live({ verb: "decide", records: "proposals", collect, show });
