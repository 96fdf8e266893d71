"""Structure: lines to blocks, blocks to an outline, the outline to measures."""
