// A token behind the # of the address is kept for this tab and taken out of the address.
if (location.hash) {
  sessionStorage.token = location.hash.slice(1);
  history.replaceState(null, "", location.pathname + location.search);
}
export const $ = (selector) => document.querySelector(selector);
const parameters = new URLSearchParams(location.search);
export const policy = parameters.get("policy");

// el makes an element. Texts become text, never markup.
export function el(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child != null));
  return element;
}

// group is a set of fields with a place for its faults; named adds a label to a field.
export const group = (title, ...children) => el("fieldset", {}, el("legend", {}, title), ...children, el("p", { className: "fault" }));
export const named = (label, field) => el("label", {}, label + " ", field);
export const box = (label, value, checked) => el("label", {}, el("input", { type: "checkbox", value, checked }), " " + label);
export const checked = (fields) => [...fields.querySelectorAll("input[type=checkbox]:checked")].map((box) => box.value);

export async function ask(method, path, body) {
  const headers = { Authorization: "Bearer " + (sessionStorage.token ?? "") };
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

export async function read(path) {
  const { status, body } = await ask("GET", path);
  if (status !== 200) $("#fault").textContent = body.detail + (status === 401 ? " Give your token on the first page." : "");
  return status === 200 ? body : null;
}

export async function partner() {
  return parameters.get("partner") ?? (await read("/v1/whoami"))?.partner;
}

// A fault is shown in the group that its location begins with, the closest one; others on top.
function showFaults({ status, body }, places) {
  document.querySelectorAll(".fault").forEach((place) => { place.textContent = ""; });
  if (status < 400) return;
  const left = (body.errors ?? [{ message: body.detail }]).filter((fault) => {
    const at = [...places.keys()].filter((start) => fault.location?.startsWith(start)).sort((a, b) => b.length - a.length)[0];
    const place = at && places.get(at).querySelector(".fault");
    if (place) {
      place.textContent += `${fault.location.slice(at.length).replace(/^\./, "")} ${fault.message}. `;
      place.classList.toggle("todo", fault.rule === "required");
    }
    return !place;
  });
  $("#fault").textContent = left.map((fault) => `${fault.location ?? ""} ${fault.message}`).join("; ");
}

// live calculates while the partner types, and saves. collect returns the input and the groups
// by their locations in it. An answer that another has overtaken is not shown.
export async function live({ verb, records, collect, show }) {
  const base = `/v1/partners/${await partner()}/`, query = `?policy=${encodeURIComponent(policy)}`;
  let turn = 0, waiting, key;
  const calculate = async () => {
    const mine = ++turn, [input, places] = collect();
    const answer = await ask("POST", base + verb + query, input);
    if (mine !== turn) return;
    showFaults(answer, places);
    $("#result").replaceChildren(...(answer.status === 200 ? show(answer.body) : ["Mend or fill in what is marked."]));
  };
  $("form").addEventListener("input", () => {
    key = undefined; // another content, so another key
    $("#saved").textContent = "";
    clearTimeout(waiting);
    waiting = setTimeout(calculate, 150);
  });
  $("#save").addEventListener("click", async () => {
    key ??= [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
    const [input, places] = collect();
    const answer = await ask("PUT", `${base}${records}/${key}${query}`, input);
    showFaults(answer, places);
    $("#saved").textContent = { 200: "already saved", 201: "saved" }[answer.status] ?? "not saved";
  });
  await calculate();
}
