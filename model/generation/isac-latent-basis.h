/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_LATENT_BASIS_H
#define ISAC_LATENT_BASIS_H

#include <Eigen/Core>
#include <boost/random/mersenne_twister.hpp>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A linear encoder E and decoder D of (1) and (2): principal components of pictures, turned
 * at random, so that each value of a latent matters as much as any other and an error in one of
 * them spreads over the picture, as in a latent space that was learned.
 */
struct LatentBasis
{
    Eigen::VectorXf mean;   //!< mean picture, V values
    Eigen::MatrixXf basis;  //!< V x L, orthonormal columns
    float scale = 1.0F;     //!< of pictures over latents: latents have mean power 1
    double explained = 0.0; //!< share of the pictures' variance that latents keep

    /// @param pictures N x V @return latents N x L
    Eigen::MatrixXf Encode(const Eigen::MatrixXf& pictures) const;
    /// @param latents N x L @return pictures N x V, not cut to [0, 1]
    Eigen::MatrixXf Decode(const Eigen::MatrixXf& latents) const;
};

/**
 * @ingroup isac-aigc
 * @param pictures N x V
 * @param size L, from 1 to V
 * @param generator source of random bits, advanced
 * @return basis of these pictures
 * @throws std::invalid_argument if L is outside its range or all pictures are the same
 */
LatentBasis FitLatentBasis(const Eigen::MatrixXf& pictures,
                           int size,
                           boost::random::mt19937_64& generator);

} // namespace isac
} // namespace ns3

#endif // ISAC_LATENT_BASIS_H
