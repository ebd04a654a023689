"""German: every sentence the program says, made from codes and values. One module per room it speaks for."""
