# Ein Baum.
invalid-circle = So stünde es unter sich selbst. Wählen Sie etwas anderes.
