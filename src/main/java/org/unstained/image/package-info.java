/**
 * Images as ImageJ knows them, brought to where the algorithms work and back: planes as ImgLib2
 * views ({@link org.unstained.image.Planes}), label maps ({@link org.unstained.image.LabelImages}),
 * files ({@link org.unstained.image.ImageFiles}) and the filters that prepare an image ({@link
 * org.unstained.image.FluorescencePreparation}).
 */
package org.unstained.image;
