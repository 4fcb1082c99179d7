package org.sextant.assets.tokenizer;

/// Two neighbouring tokens that become one.
record Merge(String left, String right) {
    /// The token that they become.
    String joined() {
        return left + right;
    }
}
