package org.sextant.assets.world;

/// A text whose class is known.
///
/// @param task whose classes they are: sentiment or register
/// @param text some sentences
/// @param label `positive` or `negative`, `english` or `pidgin`
public record LabelledText(Task task, String text, String label) {}
