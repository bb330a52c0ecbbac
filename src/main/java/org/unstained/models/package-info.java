/**
 * Networks and what they run on. A model is one folder or zip, a {@link
 * org.unstained.models.ModelPackage}: a description after bioimage.io ({@link
 * org.unstained.models.ModelDescription}) and TorchScript weights whose SHA-256 is checked before
 * anything loads them. {@link org.unstained.models.ModelLibrary} holds those that are installed;
 * {@link org.unstained.models.ComputeDevices} finds the device that really works, and {@link
 * org.unstained.models.EngineFiles} keeps the files of the engine, PyTorch's libtorch; {@link
 * org.unstained.models.Preprocessing} brings the brightness of an image to what a model expects.
 *
 * <p>Nothing here goes to the network unless a caller hands over an address.
 */
package org.unstained.models;
