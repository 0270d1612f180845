"""The statements of a script: a name in backticks stands for a label or type, or for what a row gives."""
