/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EVALUATE_SYSTEM_H
#define EVALUATE_SYSTEM_H

#include <string>
#include <vector>

namespace evaluate
{

/**
 * @param message one line
 * @param code exit code
 * @return the code
 */
int Fail(const std::string& message, int code);

/**
 * @param list names parted by commas
 * @return them; an empty one where nothing stands between two commas
 */
std::vector<std::string> Split(const std::string& list);

/**
 * @brief Score policies in a CAQA-AIGC cell.
 * @param argc number of words, the program's name first, without the system's
 * @param argv words
 * @return exit code
 */
int EvaluateCaqa(int argc, char* argv[]);
/**
 * @brief Score policies for ASP selection.
 * @copydetails EvaluateCaqa
 */
int EvaluateAsp(int argc, char* argv[]);
/**
 * @brief Score policies for mobile edge generation and computing.
 * @copydetails EvaluateCaqa
 */
int EvaluateMegc(int argc, char* argv[]);
/**
 * @brief Score policies for experience-centric ISAC.
 * @copydetails EvaluateCaqa
 */
int EvaluateDa(int argc, char* argv[]);
/**
 * @brief Score policies for distributed diffusion.
 * @copydetails EvaluateCaqa
 */
int EvaluateDd(int argc, char* argv[]);
/**
 * @brief Draw pictures with a diffusion model and tell how a user judges them.
 * @copydetails EvaluateCaqa
 */
int EvaluatePictures(int argc, char* argv[]);

} // namespace evaluate

#endif // EVALUATE_SYSTEM_H
