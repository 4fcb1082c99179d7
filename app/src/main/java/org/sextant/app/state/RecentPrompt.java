package org.sextant.app.state;

/// A prompt that was run.
///
/// @param typed as it stood in the field
/// @param ids whether it was read as token ids rather than as text
public record RecentPrompt(String typed, boolean ids) {}
