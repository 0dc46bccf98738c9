"""Reply help: from « may we? » to a file ready to finish. Pure: values in, values out, with `now` as a parameter."""
