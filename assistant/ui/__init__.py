"""The browser interface: one file per pane, all Gradio behind this door."""
