"""The example office: invented people, real rules."""
