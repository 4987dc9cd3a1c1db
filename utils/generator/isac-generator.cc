/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

/*
 * Trains the small diffusion model, and fits the closed-form laws to a diffusion model.
 *
 *   isac-generator train [--option=value]...
 *   isac-generator fit [--option=value]...
 */

#include "generator.h"

#include "ns3/isac-interrupt.h"
#include "ns3/isac-run-config.h"
#include "ns3/isac-torch-runtime.h"

#include <exception>
#include <iostream>
#include <string>

int
main(int argc, char* argv[])
{
    const std::string command = argc > 1 ? argv[1] : "";
    if (command == "--version")
    {
        std::cout << ns3::isac::DescribeVersions() << std::endl;
        return 0;
    }
    if (command == "--help" || command == "-h")
    {
        std::cout << "usage: isac-generator train|fit [--option=value]...\n\n"
                     "  train   train the small diffusion model of drawn shapes\n"
                     "  fit     measure a diffusion model, and fit the closed-form laws to it\n\n"
                     "'isac-generator train --help' lists the options.\n"
                     "Exit codes: 0 done, 1 failed or interrupted, 2 bad usage or bad input.\n";
        return 0;
    }
    if (command != "train" && command != "fit")
    {
        std::cerr << "isac-generator: " << (command.empty() ? "no command" : "unknown command '")
                  << command << (command.empty() ? "" : "'") << ", expected train or fit\n";
        return 2;
    }
    ns3::isac::CatchInterrupts();
    ns3::isac::PrepareTorch(1);
    try
    {
        return command == "train" ? generator::Train(argc - 1, argv + 1)
                                  : generator::Fit(argc - 1, argv + 1);
    }
    catch (const std::exception& error)
    {
        std::cerr << "isac-generator: " << error.what() << "\n";
        return 1;
    }
}
