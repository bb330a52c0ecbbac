/**
 * Annotations: which cells people drew in an image, as values ({@link
 * org.unstained.annotation.AnnotatedImage}), and the files that hold them ({@link
 * org.unstained.annotation.PascalVoc}). {@link org.unstained.annotation.LabelledImages} reads whole
 * folders and pairs annotations with images. What is doubtful in a file is never dropped in
 * silence: it is an {@link org.unstained.annotation.AnnotationWarning} of the result. What is
 * broken is an {@link java.io.IOException} that names file and remedy.
 */
package org.unstained.annotation;
