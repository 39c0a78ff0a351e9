document.querySelector("#token").addEventListener("input", (e) => { sessionStorage.token = e.target.value; });
