package org.unstained.project;

import java.nio.file.Path;

/**
 * An image of a project.
 *
 * @param name of its file without ending, under which its annotations lie
 * @param file where it is
 */
public record ProjectImage(String name, Path file) {}
