package org.sextant.runtime.model.family;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.checkpoint.WeightFiles;

/// Weights that are stored with fewer bits than they are computed with. Two formats can be read back without loss: MXFP4
/// as GPT-OSS has it, and FP8 with a scale a block as DeepSeek-V3 has it. The others are refused by name.
final class Quantisation {
    private static final Set<String> READ = Set.of("mxfp4", "fp8");
    /// Endings of tensors by which a format shows where the config is silent.
    private static final Map<String, String> MARKS = Map.of(".qweight", "GPTQ or AWQ", ".qzeros", "GPTQ or AWQ",
            ".absmax", "bitsandbytes", ".quant_map", "bitsandbytes", ".SCB", "bitsandbytes (8 bit)");

    private Quantisation() {}

    /// `quant_method` of the config.
    static Optional<String> of(ModelConfig config) {
        return config.child("quantization_config").flatMap(settings -> settings.text("quant_method"))
                .map(method -> method.toLowerCase(Locale.ROOT));
    }

    /// Rows and columns of an FP8 weight that share a factor: `weight_block_size`, 128 where the config is silent.
    ///
    /// @throws ModelException if it is not positive, or the two differ
    static int fp8Block(ModelConfig config) {
        List<Integer> sizes = config.child("quantization_config")
                .map(settings -> settings.integers("weight_block_size")).orElse(List.of());
        int block = sizes.isEmpty() ? 128 : sizes.getFirst();
        if (block < 1) {
            throw ConfigReader.outside(config, "weight_block_size", Integer.toString(block));
        }
        if (sizes.stream().anyMatch(size -> size != block)) {
            throw ConfigReader.unsupported(config, "weight_block_size", sizes.toString());
        }
        return block;
    }

    /// @throws ModelException if the weights are in a format that is not read
    static void requireReadable(ModelConfig config, WeightFiles files) {
        of(config).filter(method -> !READ.contains(method)).ifPresent(method -> {
            throw refused(name(method), config.file().toString());
        });
        for (String tensor : files.names()) {
            MARKS.forEach((ending, format) -> {
                if (tensor.endsWith(ending)) {
                    throw refused(format, files.entry(tensor).file().toString() + " (tensor " + tensor + ")");
                }
            });
        }
    }

    private static String name(String method) {
        return switch (method) {
            case "awq", "gptq" -> method.toUpperCase(Locale.ROOT);
            default -> method;
        };
    }

    private static ModelException refused(String format, String where) {
        return new ModelException("the weights are quantised with " + format + ", which is not read", "in " + where,
                "open the model's float16, bfloat16 or float32 version, which its authors publish beside it");
    }
}
