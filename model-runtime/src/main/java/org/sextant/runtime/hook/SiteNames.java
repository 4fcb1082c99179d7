package org.sextant.runtime.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads names of sites: our own, and the names that other tools give to the same places.
final class SiteNames {
    private static final Pattern BLOCK = Pattern.compile("blocks\\.(\\d{1,6})\\.(.+)");
    /// Module paths of the reference library: a block, its attention, its feed-forward layer.
    private static final Pattern MODULE = Pattern
            .compile("(?:model\\.layers|transformer\\.h|gpt_neox\\.layers|layers|h)\\.(\\d{1,6})(?:\\.([a-z_]+))?");

    private static final Map<String, SiteKind> BY_SUFFIX = Stream.of(SiteKind.values())
            .collect(Collectors.toUnmodifiableMap(SiteKind::suffix, Function.identity()));
    /// Names of newer TransformerLens versions, after `blocks.l.`.
    private static final Map<String, SiteKind> NEWER = Map.of("hook_in", SiteKind.RESID_PRE, "hook_out",
            SiteKind.RESID_POST, "ln2.hook_in", SiteKind.RESID_MID, "attn.q.hook_out", SiteKind.Q, "attn.k.hook_out",
            SiteKind.K, "attn.v.hook_out", SiteKind.V, "attn.o.hook_in", SiteKind.Z, "mlp.in.hook_out",
            SiteKind.MLP_PRE, "mlp.out.hook_in", SiteKind.MLP_POST);
    /// Those that mean something else where the feed-forward layer is gated: `in` is then the ungated factor.
    private static final Map<String, SiteKind> NEWER_GATED = Map.of("mlp.gate.hook_out", SiteKind.MLP_PRE,
            "mlp.in.hook_out", SiteKind.MLP_PRE_LINEAR);
    private static final Map<String, SiteKind> OUTSIDE_BLOCKS = Map.of("embed.hook_out", SiteKind.EMBED,
            "pos_embed.hook_out", SiteKind.POS_EMBED, "model.embed_tokens", SiteKind.EMBED, "transformer.wte",
            SiteKind.EMBED, "transformer.wpe", SiteKind.POS_EMBED, "gpt_neox.embed_in", SiteKind.EMBED);
    private static final Map<String, SiteKind> MODULES = Map.of("", SiteKind.RESID_POST, "self_attn",
            SiteKind.ATTN_PROJECTED, "attn", SiteKind.ATTN_PROJECTED, "attention", SiteKind.ATTN_PROJECTED, "mlp",
            SiteKind.MLP_PROJECTED);

    private SiteNames() {}

    /// The site that a name means in a model; it need not be one of the model's.
    ///
    /// @param sites the sites of the model, which tell what an ambiguous name means there
    static Optional<Site> read(String name, Set<Site> sites) {
        return own(name).or(() -> gated(name, sites)).or(() -> newer(name)).or(() -> module(name));
    }

    private static Optional<Site> own(String name) {
        return inBlock(name, BY_SUFFIX).or(() -> outside(name, BY_SUFFIX));
    }

    private static Optional<Site> newer(String name) {
        return inBlock(name, NEWER).or(() -> outside(name, OUTSIDE_BLOCKS));
    }

    private static Optional<Site> gated(String name, Set<Site> sites) {
        return inBlock(name, NEWER_GATED)
                .filter(site -> sites.contains(new Site(SiteKind.MLP_PRE_LINEAR, site.layer())));
    }

    private static Optional<Site> module(String name) {
        Matcher matcher = MODULE.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String module = Optional.ofNullable(matcher.group(2)).orElse("");
        return Optional.ofNullable(MODULES.get(module)).map(kind -> new Site(kind, Integer.parseInt(matcher.group(1))));
    }

    private static Optional<Site> inBlock(String name, Map<String, SiteKind> kinds) {
        Matcher matcher = BLOCK.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(kinds.get(matcher.group(2))).filter(SiteKind::perBlock)
                .map(kind -> new Site(kind, Integer.parseInt(matcher.group(1))));
    }

    private static Optional<Site> outside(String name, Map<String, SiteKind> kinds) {
        return Optional.ofNullable(kinds.get(name)).filter(kind -> !kind.perBlock()).map(Site::of);
    }

    /// The names most like a wrong one: those with the same ending first.
    static List<String> nearest(String wrong, List<String> names) {
        String ending = wrong.substring(wrong.lastIndexOf('.') + 1);
        return names.stream().sorted((a, b) -> Integer.compare(distance(a, wrong, ending), distance(b, wrong, ending)))
                .limit(4).toList();
    }

    private static int distance(String name, String wrong, String ending) {
        int shared = 0;
        while (shared < Math.min(name.length(), wrong.length()) && name.charAt(shared) == wrong.charAt(shared)) {
            shared++;
        }
        return (name.endsWith(ending) ? 0 : 100) - shared;
    }
}
