import type { QueryClient } from '@tanstack/react-query'
import { createHashRouter, type RouteObject } from 'react-router'
import { Frame } from '~/ui/frame'
import { Loading, Skeleton } from '~/ui/skeleton'
import { Boundary, RootBoundary } from './boundary'
import { NotFound } from './not-found'
import { type Page, pages } from './pages'
import { Shell } from './shell'

/** Routes of the registry's pages. The path is in the hash, so one build works on any static host. */
export function createRouter(client: QueryClient) {
  return createHashRouter([
    {
      element: <Shell />,
      errorElement: <RootBoundary />,
      children: [
        ...pages.flatMap((page) => [page, ...(page.below ?? [])]).map((page) => routeOf(page, client)),
        { path: '*', element: <NotFound />, errorElement: <Boundary /> },
      ],
    },
  ])
}

function routeOf(page: Pick<Page, 'path' | 'load'>, client: QueryClient): RouteObject {
  return {
    path: page.path,
    errorElement: <Boundary />,
    hydrateFallbackElement: <PageSkeleton />,
    lazy: async () => {
      const { Component, loader } = await page.load()
      return {
        Component,
        ...(loader ? { loader: ({ request }: { request: Request }) => loader(client, request) ?? null } : {}),
      }
    },
  }
}

/** Until the code of the first page is here. */
function PageSkeleton() {
  return (
    <Loading label="The page is loading">
      <p>
        <Skeleton width="120px" height="20px" />
      </p>
      <p>
        <Skeleton width="260px" />
      </p>
      <br />
      <Frame>
        <Skeleton height="240px" />
      </Frame>
    </Loading>
  )
}
