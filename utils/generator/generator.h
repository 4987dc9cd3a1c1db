/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef GENERATOR_H
#define GENERATOR_H

namespace generator
{

/**
 * @brief Train the small diffusion model of drawn shapes.
 * @param argc number of words
 * @param argv words, the command's name first
 * @return exit code
 */
int Train(int argc, char* argv[]);

/**
 * @brief Measure a diffusion model over steps and bit errors, and fit the closed-form laws to it.
 * @param argc number of words
 * @param argv words, the command's name first
 * @return exit code
 */
int Fit(int argc, char* argv[]);

} // namespace generator

#endif // GENERATOR_H
