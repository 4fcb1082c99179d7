package org.sextant.app.cli;

import java.util.Locale;

import org.sextant.app.demo.ModelAddresses;
import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which model, and how it computes.
final class ModelOptions {
    @Parameters(paramLabel = "MODEL", description = {
        "a folder in Hugging Face layout, org/name or org/name@revision in the local Hugging Face cache, or demo:NAME"})
    String model = "";

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu (default) or cuda:N")
    String device = "cpu";

    @Option(names = "--dtype", paramLabel = "TYPE", description = "float32 (default), float16 or float64")
    String dtype = "float32";

    @Mixin
    SeedOption seed = new SeedOption();

    /// What is to be opened, and how. A demo model that lies in a jar is unpacked first.
    ///
    /// @throws org.sextant.runtime.SextantException if there is no such type or demo model
    OpenRequest request(CommandContext context) {
        return new OpenRequest(location(context.addresses()), device, parsedDtype());
    }

    /// The same way of computing, for another model.
    ModelOptions another(String name) {
        var other = new ModelOptions();
        other.model = name;
        other.device = device;
        other.dtype = dtype;
        other.seed = seed;
        return other;
    }

    private ModelLocation location(ModelAddresses addresses) {
        if (model.isBlank()) {
            throw new CommandException("the name of the model is empty", "MODEL", "give a model folder or org/name");
        }
        return addresses.locate(model);
    }

    /// @throws CommandException if there is no such type
    Dtype parsedDtype() {
        for (Dtype known : Dtype.values()) {
            if (known.label().equals(dtype.toLowerCase(Locale.ROOT))) {
                return known;
            }
        }
        throw new CommandException("this is no number type", "--dtype " + dtype,
                "choose float32, float16 or float64");
    }
}
