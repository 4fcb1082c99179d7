package org.sextant.assets.recipe;

import org.sextant.assets.world.Course;
import org.sextant.runtime.train.TrainingPlan;

/// A part of a model's training: what it reads, and how it learns from it.
///
/// @param course what is read
/// @param texts documents of the course, read again when all have been
/// @param plan of this part, with a warm-up of its own
record Lesson(Course course, long texts, TrainingPlan plan) {}
