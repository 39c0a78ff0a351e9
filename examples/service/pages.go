package main

import (
	"embed"
	"net/http"
)

//go:embed web
var web embed.FS

// servePages serves the pages. They hold no data: their script asks the operations, with the
// token behind the # of the address, which browsers keep to themselves.
func servePages(mux *http.ServeMux) {
	mux.Handle("GET /web/", http.FileServerFS(web))
	mux.Handle("GET /{$}", http.RedirectHandler("/web/", http.StatusFound))
}
