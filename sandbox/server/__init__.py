"""The sandbox over HTTP: the Web API's frame, the control API, the page's files."""
