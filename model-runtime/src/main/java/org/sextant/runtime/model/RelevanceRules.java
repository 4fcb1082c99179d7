package org.sextant.runtime.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a backward pass does instead of a plain derivative (METHODS.md 1.6 and 1.7). Values of the forward pass stay what
/// they are under every set of rules; without a tape that records, a set means nothing. Linear layers, residual sums and
/// embeddings keep their plain gradient in each (the 0-rule).
///
/// @param norms LN-rule: the divisor of every norm is a constant, that of queries and keys and of latent vectors too
/// @param activations identity rule: a nonlinearity f passes on `f(x) / x` instead of `f'(x)`; soft caps too
/// @param gates what goes through the two factors of a gated feed-forward layer
/// @param attention what goes through queries, keys and values
/// @param routing what goes through the weights that experts are mixed with
public record RelevanceRules(boolean norms, boolean activations, Product gates, Heads attention, Product routing) {
    /// The plain gradient.
    public static final RelevanceRules NONE = new RelevanceRules(false, false, Product.PLAIN, Heads.PLAIN,
            Product.PLAIN);
    /// LN, identity and half rule, with attention as it is: the published recipe of RelP.
    public static final RelevanceRules RELP = of(Set.of(Rule.LN, Rule.IDENTITY, Rule.HALF));
    /// AttnLRP in its efficient form.
    public static final RelevanceRules ATTN_LRP = new RelevanceRules(true, true, Product.HALF, Heads.SPLIT,
            Product.HALF);
    /// CP-LRP: only what is carried, through values and ungated factors, is followed.
    public static final RelevanceRules CP_LRP = new RelevanceRules(true, true, Product.FROZEN, Heads.FROZEN,
            Product.FROZEN);

    /// What becomes of the coefficient that arrives at a product of two factors.
    public enum Product {
        /// Both get all of it, times the other factor.
        PLAIN,
        /// Both get half of it.
        HALF,
        /// The factor that gates or routes is a constant.
        FROZEN
    }

    /// What becomes of the coefficient that arrives at attention.
    public enum Heads {
        /// The plain gradient.
        PLAIN,
        /// AH-rule: the pattern is a constant, values see a linear map.
        FROZEN,
        /// A quarter goes to queries, a quarter to keys, half to values.
        SPLIT
    }

    /// The rules that can be chosen one by one.
    public enum Rule {
        /// The divisor of a norm is a constant.
        LN("ln"),
        /// A nonlinearity passes on `f(x) / x`.
        IDENTITY("identity"),
        /// The factors of a gated product share.
        HALF("half"),
        /// The attention pattern is a constant.
        AH("ah"),
        /// Linear layers pass on their plain gradient, as they do in any case.
        ZERO("zero"),
        /// The weights that experts are mixed with share with the experts; without it they are constants.
        ROUTER_HALF("router-half");

        private final String id;

        Rule(String id) {
            this.id = id;
        }

        /// As a person writes it.
        public String id() {
            return id;
        }
    }

    /// The set that has some rules and no others. The empty one, or one of the 0-rule alone, is the plain gradient.
    public static RelevanceRules of(Set<Rule> rules) {
        boolean some = rules.stream().anyMatch(rule -> rule != Rule.ZERO);
        return new RelevanceRules(rules.contains(Rule.LN), rules.contains(Rule.IDENTITY),
                rules.contains(Rule.HALF) ? Product.HALF : Product.PLAIN,
                rules.contains(Rule.AH) ? Heads.FROZEN : Heads.PLAIN, routing(rules, some));
    }

    private static Product routing(Set<Rule> rules, boolean some) {
        if (rules.contains(Rule.ROUTER_HALF)) {
            return Product.HALF;
        }
        return some ? Product.FROZEN : Product.PLAIN;
    }

    /// Those of some rules that change nothing in a model, since it has no place for them.
    public static List<Rule> withoutEffect(Set<Rule> rules, ModelSpec spec) {
        List<Rule> idle = new ArrayList<>();
        boolean dense = spec.blocks().stream().anyMatch(block -> !block.mixture());
        boolean caps = spec.ends().logitCap().isPresent() || spec.attention().scoreCap().isPresent();
        boolean bent = spec.experts().isPresent() || spec.mlp().activation() != Activation.RELU || caps;
        for (Rule rule : Rule.values()) {
            boolean works = switch (rule) {
                case LN, AH -> true;
                case IDENTITY -> bent;
                case HALF -> spec.experts().isPresent() || (dense && spec.mlp().gated());
                case ZERO -> false;
                case ROUTER_HALF -> spec.experts().isPresent();
            };
            if (rules.contains(rule) && !works) {
                idle.add(rule);
            }
        }
        return idle;
    }

    /// The rules that this set is made of, where it is made of such.
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (norms) {
            parts.add(Rule.LN.id());
        }
        if (activations) {
            parts.add(Rule.IDENTITY.id());
        }
        if (gates != Product.PLAIN) {
            parts.add(gates == Product.HALF ? Rule.HALF.id() : "gates-frozen");
        }
        if (attention != Heads.PLAIN) {
            parts.add(attention == Heads.FROZEN ? Rule.AH.id() : "attention-split");
        }
        if (routing == Product.HALF) {
            parts.add(Rule.ROUTER_HALF.id());
        }
        return parts.isEmpty() ? "none" : String.join(",", parts);
    }
}
